// Runs one command on an SSH server with npm's russh (the Rust library of that name), its input from stdin, its output to
// stdout. Arguments: PORT USER KEY_FILE KNOWN_HOSTS_FILE KEX COMMAND. Exit status 1 with a line on stderr if it fails.
'use strict';
const fs = require('fs');
const russh = require('russh');

const [port, user, keyFile, knownHostsFile, kex, command] = process.argv.slice(2);
const known = fs.readFileSync(knownHostsFile, 'utf8').split('\n').filter(Boolean).map(line => line.split(' ')[2]);
const BITE = 30000;

async function main() {
  const input = fs.readFileSync(0);
  const transport = await russh.SshTransport.newSocket(`127.0.0.1:${port}`);
  const client = await russh.SSHClient.connect(transport, async key => known.includes(key.base64()),
    { preferred: { kex: [kex] }, connectionTimeoutSeconds: 20 });
  const session = await client.authenticateWithKeyPair(user, await russh.KeyPair.parse(fs.readFileSync(keyFile, 'utf8')), null);
  if (!(session instanceof russh.AuthenticatedSSHClient)) throw new Error('the key was refused');
  const channel = await session.activateChannel(await session.openSessionChannel());
  const output = [];
  channel.data$.subscribe(bytes => output.push(Buffer.from(bytes)));
  const closed = new Promise(done => channel.closed$.subscribe({ next: done, complete: done }));
  await channel.requestExec(command);
  for (let at = 0; at < input.length; at += BITE) await channel.write(input.subarray(at, at + BITE));
  await channel.eof();
  await closed;
  process.stdout.write(Buffer.concat(output), () => process.exit(0));
}

main().catch(error => { console.error(error.message || error); process.exit(1); });
