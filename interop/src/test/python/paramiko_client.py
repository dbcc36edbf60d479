"""A client on paramiko with every algorithm that it has. argv: FOLDER with user (private key) and known_hosts_PORT.

For each port that it reads: logs in, runs `cat`, writes and reads a file by SFTP, and prints "ok" or what went wrong."""
import os, signal, sys
import paramiko

FOLDER = sys.argv[1]
os.dup2(os.open(FOLDER + "/paramiko_client.log", os.O_CREAT | os.O_WRONLY), 2)
KEY = paramiko.Ed25519Key(filename=FOLDER + "/user")
DATA = bytes(range(256)) * 400


def run(port):
    transport = paramiko.Transport(("127.0.0.1", port))
    try:
        transport._preferred_compression = ("none", "zlib@openssh.com", "zlib")
        transport.start_client(timeout=20)
        known = paramiko.HostKeys(f"{FOLDER}/known_hosts_{port}")
        assert known.check(f"[127.0.0.1]:{port}", transport.get_remote_server_key()), "not a known host"
        transport.auth_publickey("tester", KEY)
        transport.renegotiate_keys()  # with no channel open: it stands still for ever if one is closed meanwhile
        channel = transport.open_session()
        channel.exec_command("cat")
        channel.sendall(DATA)
        channel.shutdown_write()
        assert channel.makefile("rb").read() == DATA, "other output"
        assert channel.recv_exit_status() == 0, "exit status"
        with paramiko.SFTPClient.from_transport(transport) as sftp:
            with sftp.open("file", "wb") as file:
                file.write(DATA)
            with sftp.open("file", "rb") as file:
                assert file.read() == DATA, "other bytes in the file"
    finally:
        transport.close()


for line in sys.stdin:
    signal.alarm(30)  # which ends this process
    try:
        run(int(line))
        print("ok", flush=True)
    except Exception as e:
        print(type(e).__name__, " ".join(str(e).split()), flush=True)
    signal.alarm(0)
