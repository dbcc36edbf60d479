"""A server on asyncssh with every algorithm that it has: `cat` whatever the command is, and SFTP in FOLDER/root.

argv: FOLDER with host_* (private keys) and user.pub. Prints the line "READY PORT" when it listens."""
import asyncio, glob, sys
import asyncssh
from asyncssh_algorithms import ALL

FOLDER = sys.argv[1]


async def cat(process):
    while data := await process.stdin.read(32768):
        process.stdout.write(data)
    process.exit(0)


async def main():
    server = await asyncssh.listen("127.0.0.1", 0, server_host_keys=sorted(glob.glob(FOLDER + "/host_*[0-9a-z]")),
                                   authorized_client_keys=FOLDER + "/user.pub", process_factory=cat, encoding=None,
                                   sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=FOLDER + "/root"), **ALL)
    print("READY", server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
