"""A server on paramiko with every algorithm that it has: `cat` whatever the command is, and SFTP in FOLDER/root.

argv: FOLDER with host_* (private keys) and user.pub. Prints the line "READY PORT" when it listens."""
import os, socket, sys, threading
import paramiko

FOLDER = sys.argv[1]
ROOT = os.path.join(FOLDER, "root")
USER = tuple(open(FOLDER + "/user.pub").read().split()[:2])
KEYS = [paramiko.RSAKey(filename=FOLDER + "/host_ssh-rsa"), paramiko.DSSKey(filename=FOLDER + "/host_ssh-dss"),
        paramiko.Ed25519Key(filename=FOLDER + "/host_ssh-ed25519")]
KEYS += [paramiko.ECDSAKey(filename=FOLDER + "/host_ecdsa-sha2-nistp" + n) for n in ("256", "384", "521")]
paramiko.Transport.load_server_moduli("/etc/ssh/moduli")


class Files(paramiko.SFTPServerInterface):
    def open(self, path, flags, attributes):
        handle = paramiko.SFTPHandle(flags)
        stream = os.fdopen(os.open(ROOT + self.canonicalize(path), flags, 0o600), "rb" if flags & 3 == 0 else "r+b")
        handle.filename, handle.readfile, handle.writefile = path, stream, stream
        return handle

    def stat(self, path):
        return paramiko.SFTPAttributes.from_stat(os.stat(ROOT + self.canonicalize(path)))


class Server(paramiko.ServerInterface):
    def get_allowed_auths(self, user):
        return "publickey"

    def check_auth_publickey(self, user, key):
        return paramiko.AUTH_SUCCESSFUL if (key.get_name(), key.get_base64()) == USER else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, number):
        return paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel, command):
        threading.Thread(target=cat, args=(channel,), daemon=True).start()
        return True


def cat(channel):
    for data in iter(lambda: channel.recv(32768), b""):
        channel.sendall(data)
    channel.send_exit_status(0)
    channel.close()


def serve(connection):
    transport = paramiko.Transport(connection)
    transport._preferred_compression = ("none", "zlib@openssh.com", "zlib")  # it has the last two, and offers them if told
    for key in KEYS:
        transport.add_server_key(key)
    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
    try:
        transport.start_server(server=Server())
        held = []  # a channel that nobody holds is closed
        while transport.is_active():
            held = [c for c in held + [transport.accept(1)] if c is not None and not c.closed]
    except (EOFError, OSError, paramiko.SSHException) as e:
        print("connection:", e, flush=True)
    finally:
        transport.close()


listener = socket.create_server(("127.0.0.1", 0))
print("READY", listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
