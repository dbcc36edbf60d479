"""A client on asyncssh with every algorithm that it has. argv: FOLDER with user (private key) and known_hosts_PORT.

For each port that it reads: logs in, runs `cat`, writes and reads a file by SFTP, and prints "ok" or what went wrong."""
import asyncio, os, signal, sys
import asyncssh
from asyncssh_algorithms import ALL, HOST_KEYS

FOLDER = sys.argv[1]
os.dup2(os.open(FOLDER + "/asyncssh_client.log", os.O_CREAT | os.O_WRONLY), 2)
DATA = bytes(range(256)) * 400


async def run(port):
    async with asyncssh.connect("127.0.0.1", port=port, username="tester", known_hosts=f"{FOLDER}/known_hosts_{port}",
                                client_keys=[FOLDER + "/user"], agent_path=None, config=[], login_timeout=20,
                                server_host_key_algs=HOST_KEYS, **ALL) as connection:
        ended = await connection.run("cat", input=DATA, encoding=None)
        assert ended.stdout == DATA, "other output"
        assert ended.exit_status == 0, "exit status"
        async with connection.start_sftp_client() as sftp:
            async with sftp.open("file", "wb") as file:
                await file.write(DATA)
            async with sftp.open("file", "rb") as file:
                assert await file.read() == DATA, "other bytes in the file"


for line in sys.stdin:
    signal.alarm(30)  # which ends this process
    try:
        asyncio.run(run(int(line)))
        print("ok", flush=True)
    except Exception as e:
        print(type(e).__name__, " ".join(str(e).split()), flush=True)
    signal.alarm(0)
