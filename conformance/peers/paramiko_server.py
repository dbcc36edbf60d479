"""A server on paramiko as it comes. argv: PORT HOST_KEY AUTHORIZED_KEYS ROOT. Commands are run by a shell, SFTP sees ROOT."""
import os, socket, subprocess, sys, threading, time
import paramiko
from paramiko import SFTPAttributes, SFTPServer

PORT, HOST_KEY, AUTHORIZED_KEYS, ROOT = int(sys.argv[1]), *sys.argv[2:]
KEYS = {tuple(line.split()[:2]) for line in open(AUTHORIZED_KEYS) if line.strip()}


def wrapped(operation):
    def operate(*arguments):
        try:
            result = operation(*arguments)
            return paramiko.SFTP_OK if result is None else result
        except OSError as e:
            return SFTPServer.convert_errno(e.errno)
    return operate


def change(path, attributes):
    """What SFTPServer.set_file_attr is for; that one empties a file to set its size."""
    if attributes._flags & attributes.FLAG_PERMISSIONS:
        os.chmod(path, attributes.st_mode & 0o7777)
    if attributes._flags & attributes.FLAG_UIDGID:
        os.chown(path, attributes.st_uid, attributes.st_gid)
    if attributes._flags & attributes.FLAG_AMTIME:
        os.utime(path, (attributes.st_atime, attributes.st_mtime))
    if attributes._flags & attributes.FLAG_SIZE:
        os.truncate(path, attributes.st_size)


class Handle(paramiko.SFTPHandle):
    stat = wrapped(lambda self: SFTPAttributes.from_stat(os.fstat(self.readfile.fileno())))
    chattr = wrapped(lambda self, attributes: change(self.filename, attributes))


class Files(paramiko.SFTPServerInterface):
    def path(self, path):
        return ROOT + self.canonicalize(path)

    @wrapped
    def list_folder(self, path):
        entries = []
        for name in os.listdir(self.path(path)):
            entry = SFTPAttributes.from_stat(os.lstat(os.path.join(self.path(path), name)))
            entry.filename = name
            entries.append(entry)
        return entries

    @wrapped
    def open(self, path, flags, attributes):
        mode = 0o666 if attributes.st_mode is None else attributes.st_mode & 0o7777
        file = os.open(self.path(path), flags, mode)
        writes = "ab" if flags & os.O_APPEND else "wb"
        stream = os.fdopen(file, "r+b" if flags & os.O_RDWR else writes if flags & os.O_WRONLY else "rb")
        handle = Handle(flags)
        handle.filename, handle.readfile, handle.writefile = self.path(path), stream, stream
        return handle

    stat = wrapped(lambda self, path: SFTPAttributes.from_stat(os.stat(self.path(path))))
    lstat = wrapped(lambda self, path: SFTPAttributes.from_stat(os.lstat(self.path(path))))
    remove = wrapped(lambda self, path: os.remove(self.path(path)))
    @wrapped
    def rename(self, old, new):
        if os.path.lexists(self.path(new)):
            return paramiko.SFTP_FAILURE
        os.rename(self.path(old), self.path(new))

    posix_rename = wrapped(lambda self, old, new: os.replace(self.path(old), self.path(new)))
    mkdir = wrapped(lambda self, path, attributes: os.mkdir(self.path(path)))
    rmdir = wrapped(lambda self, path: os.rmdir(self.path(path)))
    chattr = wrapped(lambda self, path, attributes: change(self.path(path), attributes))
    symlink = wrapped(lambda self, target, path: os.symlink(target, self.path(path)))
    readlink = wrapped(lambda self, path: os.readlink(self.path(path)))


class Server(paramiko.ServerInterface):
    def get_allowed_auths(self, user):
        return "publickey"

    def check_auth_publickey(self, user, key):
        return paramiko.AUTH_SUCCESSFUL if (key.get_name(), key.get_base64()) in KEYS else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, number):
        return paramiko.OPEN_SUCCEEDED if kind == "session" else paramiko.OPEN_FAILED_UNKNOWN_CHANNEL_TYPE

    def check_channel_shell_request(self, channel):
        return self.check_channel_exec_request(channel, b"exec /bin/sh")

    def check_channel_exec_request(self, channel, command):
        threading.Thread(target=run, args=(channel, command), daemon=True).start()
        return True


def pump(read, write, end):
    try:
        for data in iter(read, b""):
            write(data)
    except OSError:
        pass
    finally:
        end()


def quietly(operation, *arguments):
    try:
        operation(*arguments)
    except (OSError, EOFError, paramiko.SSHException):
        pass


def run(channel, command):
    time.sleep(0.05)  # the answer to the request goes first: paramiko sends it when check_channel_exec_request has returned
    pipe = subprocess.PIPE
    with subprocess.Popen([b"/bin/sh", b"-c", command], stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, bufsize=0) as child:
        pumps = [(lambda: child.stdout.read(32768), channel.sendall, lambda: None),
                 (lambda: child.stderr.read(32768), channel.sendall_stderr, lambda: None),
                 (lambda: channel.recv(32768), child.stdin.write, lambda: quietly(child.stdin.close))]
        threads = [threading.Thread(target=pump, args=arguments, daemon=True) for arguments in pumps]
        for thread in threads:
            thread.start()
        for thread in threads[:2]:
            thread.join()
        quietly(channel.send_exit_status, child.wait() & 0xFF)
        quietly(channel.shutdown_write)
        quietly(channel.close)


def serve(connection):
    transport = paramiko.Transport(connection)
    transport.add_server_key(paramiko.Ed25519Key(filename=HOST_KEY))
    transport.set_subsystem_handler("sftp", SFTPServer, Files)
    try:
        transport.start_server(server=Server())
        held = []  # a channel that nobody holds is closed
        while transport.is_active():
            held = [channel for channel in held + [transport.accept(1)] if channel is not None and not channel.closed]
    except (OSError, EOFError, paramiko.SSHException) as e:
        print("connection:", e, flush=True)
    finally:
        transport.close()


listener = socket.create_server(("127.0.0.1", PORT), backlog=100)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
