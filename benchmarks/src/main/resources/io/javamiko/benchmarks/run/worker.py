"""paramiko or asyncssh as a worker of ./bench: is asked by lines and answers by lines, as WorkerMain.java says."""
import asyncio, os, sys, threading, time

HOST, MAC, BLOCK = "127.0.0.1", "hmac-sha2-256-etm@openssh.com", 64 << 10


class Unsupported(Exception):
    pass


def expect(wanted, got):
    if wanted != got:
        raise IOError(f"expected {wanted}, got {got}")


def lines(path):
    with open(path) as file:
        return file.read().splitlines()


class Paramiko:
    def __init__(self):
        import paramiko
        self.library = paramiko
        self.version = "paramiko " + paramiko.__version__
        self.transport = self.opened = None

    def connect(self, port, user, key, cipher, **_):
        transport = self.library.Transport((HOST, int(port)))
        options = transport.get_security_options()
        if cipher not in options.ciphers:
            transport.close()
            raise Unsupported
        options.ciphers, options.digests = [cipher], [MAC]
        transport.connect(username=user, pkey=self.library.RSAKey.from_private_key_file(key))
        self.transport = transport

    def close(self):
        if self.transport:
            self.transport.close()
        self.transport = self.opened = None

    def sftp(self):
        if not self.opened:
            self.opened = self.library.SFTPClient.from_transport(self.transport)
        return self.opened

    def run(self, command):
        channel = self.transport.open_session()
        channel.exec_command(command)
        return channel

    def cat(self, remote, bytes):
        channel, count = self.run("cat " + remote), 0
        while piece := channel.recv(BLOCK):
            count += len(piece)
        channel.close()
        expect(int(bytes), count)

    def get(self, remote, local):
        self.sftp().get(remote, local)

    def put(self, local, remote):
        self.sftp().put(local, remote)

    def both(self, remote, local, source, target):
        down, up = (self.library.SFTPClient.from_transport(self.transport) for _ in range(2))
        thread = threading.Thread(target=down.get, args=(remote, local))
        thread.start()
        up.put(source, target)
        thread.join()

    def forward(self, to):
        return self.transport.open_channel("direct-tcpip", (HOST, int(to)), (HOST, 0))

    def receive(self, to, bytes):
        channel, left = self.forward(to), int(bytes)
        while left > 0:
            left -= len(channel.recv(BLOCK)) or left + 1
        channel.close()
        expect(0, left)

    def send(self, to, bytes):
        channel, piece = self.forward(to), b"\0" * BLOCK
        for at in range(0, int(bytes), BLOCK):
            channel.sendall(piece[:int(bytes) - at])
        expect(1, len(channel.recv(1)))
        channel.close()

    def getEach(self, list, remote, local):
        for name in lines(list):
            self.get(os.path.join(remote, name), os.path.join(local, name))

    def putEach(self, list, remote, local):
        for name in lines(list):
            self.put(os.path.join(local, name), os.path.join(remote, name))

    def statEach(self, list):
        for path in lines(list):
            self.sftp().stat(path)

    def list(self, remote, entries):
        expect(int(entries), len(self.sftp().listdir_attr(remote)))

    def echo(self, times):
        channel = self.run("cat")
        for at in range(len(times)):
            before = time.perf_counter()
            channel.sendall(b"x")
            channel.recv(1)
            times[at] = time.perf_counter() - before
        channel.close()

    def exec(self, times):
        for at in range(len(times)):
            before = time.perf_counter()
            channel = self.run("true")
            expect(b"", channel.recv(1))
            channel.close()
            times[at] = time.perf_counter() - before

    def logins(self, times, **target):
        for at in range(len(times)):
            before = time.perf_counter()
            self.connect(**target)
            self.close()
            times[at] = time.perf_counter() - before


class AsyncSSH:
    def __init__(self):
        import asyncssh
        self.library = asyncssh
        self.version = "asyncssh " + asyncssh.__version__
        self.connection = self.opened = None

    async def connect(self, port, user, key, cipher, **_):
        self.connection = await self.library.connect(
            HOST, int(port), username=user, client_keys=[key], known_hosts=None, config=None, agent_path=None,
            encryption_algs=[cipher], mac_algs=[MAC])

    async def close(self):
        if self.connection:
            self.connection.close()
            await self.connection.wait_closed()
        self.connection = self.opened = None

    async def sftp(self):
        if not self.opened:
            self.opened = await self.connection.start_sftp_client()
        return self.opened

    async def cat(self, remote, bytes):
        process, count = await self.connection.create_process("cat " + remote, encoding=None), 0
        while piece := await process.stdout.read(BLOCK):
            count += len(piece)
        process.close()
        expect(int(bytes), count)

    async def get(self, remote, local):
        await (await self.sftp()).get(remote, local)

    async def put(self, local, remote):
        await (await self.sftp()).put(local, remote)

    async def both(self, remote, local, source, target):
        await self.sftp()
        await asyncio.gather(self.get(remote, local), self.put(source, target))

    async def receive(self, to, bytes):
        (reader, writer), left = await self.connection.open_connection(HOST, int(to), encoding=None), int(bytes)
        while left > 0:
            left -= len(await reader.read(BLOCK)) or left + 1
        writer.close()
        expect(0, left)

    async def send(self, to, bytes):
        reader, writer = await self.connection.open_connection(HOST, int(to), encoding=None)
        piece = b"\0" * BLOCK
        for at in range(0, int(bytes), BLOCK):
            writer.write(piece[:int(bytes) - at])
            await writer.drain()
        expect(1, len(await reader.read(1)))
        writer.close()

    async def getTree(self, remote, local):
        await (await self.sftp()).get(remote, local, recurse=True)

    async def putTree(self, local, remote):
        await (await self.sftp()).put(local, remote, recurse=True)

    async def getEach(self, list, remote, local):
        for name in lines(list):
            await self.get(os.path.join(remote, name), os.path.join(local, name))

    async def putEach(self, list, remote, local):
        for name in lines(list):
            await self.put(os.path.join(local, name), os.path.join(remote, name))

    async def statEach(self, list):
        sftp = await self.sftp()
        for path in lines(list):
            await sftp.stat(path)

    async def stats(self, list):
        sftp, paths = await self.sftp(), lines(list)
        for at in range(0, len(paths), 128):
            await asyncio.gather(*(sftp.stat(path) for path in paths[at:at + 128]))

    async def list(self, remote, entries):
        expect(int(entries), len([name for name in await (await self.sftp()).readdir(remote)]))

    async def echo(self, times):
        process = await self.connection.create_process("cat", encoding=None)
        for at in range(len(times)):
            before = time.perf_counter()
            process.stdin.write(b"x")
            await process.stdout.read(1)
            times[at] = time.perf_counter() - before
        process.close()

    async def exec(self, times):
        for at in range(len(times)):
            before = time.perf_counter()
            process = await self.connection.create_process("true", encoding=None)
            expect(b"", await process.stdout.read(1))
            process.close()
            times[at] = time.perf_counter() - before

    async def logins(self, times, **target):
        for at in range(len(times)):
            before = time.perf_counter()
            await self.connect(**target)
            await self.close()
            times[at] = time.perf_counter() - before


def measured(client, loop, verb, arguments):
    if not hasattr(client, verb):
        raise Unsupported
    times = []
    if "count" in arguments:
        times = arguments["times"] = [0.0] * int(arguments.pop("count"))
    wall, cpu = time.perf_counter(), time.process_time()
    result = getattr(client, verb)(**arguments)
    if asyncio.iscoroutine(result):
        loop.run_until_complete(result)
    figures = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    if times:
        times.sort()
        figures.update(p50=times[len(times) // 2], p99=times[len(times) * 99 // 100])
    return figures


def main(name):
    client, loop, out = {"paramiko": Paramiko, "asyncssh": AsyncSSH}[name](), asyncio.new_event_loop(), sys.stdout
    sys.stdout = sys.stderr
    asyncio.set_event_loop(loop)
    print("ready", client.version, sep="\t", file=out, flush=True)
    for line in sys.stdin:
        verb, *words = line.rstrip("\n").split("\t")
        try:
            figures = measured(client, loop, verb, dict(word.split("=", 1) for word in words))
            answer = "\t".join(["ok"] + [f"{key}={value:.9f}" for key, value in figures.items()])
        except Unsupported:
            answer = "unsupported"
        except Exception as e:
            answer = "failed\t" + " ".join(f"{type(e).__name__}: {e}".split())
        print(answer, file=out, flush=True)


main(sys.argv[1])
