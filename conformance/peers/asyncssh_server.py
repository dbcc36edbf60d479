"""A server on asyncssh as it comes. argv: PORT HOST_KEY AUTHORIZED_KEYS ROOT. Commands are run by a shell, SFTP sees ROOT."""
import asyncio, os, sys
import asyncssh

PORT, HOST_KEY, AUTHORIZED_KEYS, ROOT = int(sys.argv[1]), *sys.argv[2:]
PIPE = asyncio.subprocess.PIPE


class Server(asyncssh.SSHServer):
    def connection_requested(self, host, port, from_host, from_port):
        return True

    def server_requested(self, host, port):
        return True


async def run(process):
    child = await asyncio.create_subprocess_shell(process.command or "exec /bin/sh", stdin=PIPE, stdout=PIPE, stderr=PIPE,
                                                  cwd=ROOT, env={**os.environ, **process.env})
    await process.redirect(stdin=child.stdin, stdout=child.stdout, stderr=child.stderr)
    process.exit(await child.wait() & 0xFF)


async def main():
    await asyncssh.listen("127.0.0.1", PORT, server_factory=Server, server_host_keys=[HOST_KEY],
                          authorized_client_keys=AUTHORIZED_KEYS, process_factory=run, encoding=None,
                          sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=ROOT))
    await asyncio.Event().wait()


asyncio.run(main())
