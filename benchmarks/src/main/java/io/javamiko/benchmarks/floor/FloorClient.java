package io.javamiko.benchmarks.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.benchmarks.worker.Client;
import io.javamiko.benchmarks.worker.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** No SSH at all: what the same bytes cost between two processes with a socket and AES-GCM alone. The limit of all others. */
public final class FloorClient implements Client {
    private static final String CIPHER = "aes128-gcm@openssh.com";

    private int port; // of the other end, which lives as long as this process; 0 until it is needed

    @Override
    public String version() {
        return "a bare socket and AES-GCM";
    }

    @Override
    public void connect(Target target) throws IOException {
        if (!target.cipher().equals(CIPHER)) {
            throw Client.unsupported();
        }
        if (port == 0) {
            var java = ProcessHandle.current().info().command().orElseThrow();
            var process = new ProcessBuilder(
                            java, "-cp", System.getProperty("java.class.path"), FloorMain.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            port = Integer.parseInt(process.inputReader(US_ASCII).readLine());
        }
    }

    @Override
    public void close() {
        // each transfer is a connection
    }

    @Override
    public long cat(Path remote) throws Exception {
        long bytes = Files.size(remote);
        receive(remote, bytes, OutputStream.nullOutputStream());
        return bytes;
    }

    @Override
    public void get(Path remote, Path local) throws Exception {
        try (var target = Files.newOutputStream(local)) {
            receive(remote, Files.size(remote), target);
        }
    }

    private void receive(Path remote, long bytes, OutputStream target) throws IOException, GeneralSecurityException {
        try (var socket = ask(FloorMain.READ, remote, bytes)) {
            new SealedPackets().receive(socket.getInputStream(), bytes, target);
        }
    }

    @Override
    public void put(Path local, Path remote) throws Exception {
        long bytes = Files.size(local);
        try (var socket = ask(FloorMain.WRITE, remote, bytes);
                var source = Files.newInputStream(local)) {
            new SealedPackets().send(source, bytes, socket.getOutputStream());
            if (socket.getInputStream().read() != 1) {
                throw new IOException("the other end did not get all");
            }
        }
    }

    private Socket ask(char what, Path file, long bytes) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        var question = new ByteArrayOutputStream();
        var fields = new DataOutputStream(question);
        fields.writeChar(what);
        fields.writeUTF(file.toString());
        fields.writeLong(bytes);
        socket.getOutputStream().write(question.toByteArray());
        return socket;
    }
}
