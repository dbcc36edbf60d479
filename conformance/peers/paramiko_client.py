"""Clients on paramiko as it comes. argv: CONTROL USER_KEY. For each port that is asked for: logs in and runs a command."""
import sys
import paramiko
from starter import start_on_request

CONTROL, USER_KEY = int(sys.argv[1]), sys.argv[2]


def login(port):
    with paramiko.SSHClient() as client:
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        client.connect("127.0.0.1", port=port, username="peer", key_filename=USER_KEY, look_for_keys=False, allow_agent=False)
        client.exec_command("true")[1].channel.recv_exit_status()


start_on_request(CONTROL, login)
