"""Clients on asyncssh as it comes. argv: CONTROL USER_KEY. For each port that is asked for: logs in and runs a command."""
import asyncio, sys
import asyncssh
from starter import start_on_request

CONTROL, USER_KEY = int(sys.argv[1]), sys.argv[2]


async def login(port):
    async with asyncssh.connect("127.0.0.1", port=port, username="peer", known_hosts=None, client_keys=[USER_KEY],
                                agent_path=None, config=[]) as connection:
        await connection.run("true", encoding=None)


start_on_request(CONTROL, lambda port: asyncio.run(login(port)))
