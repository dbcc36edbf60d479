package io.javamiko.benchmarks.floor;

import io.javamiko.Threads;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** The other end of {@link FloorClient}: sends a file or takes one, a connection each. Ends with its input. */
public final class FloorMain {
    /** Asks for a file's bytes. */
    static final char READ = 'r';
    /** Sends a file's bytes; one byte comes back when they are written. */
    static final char WRITE = 'w';

    private FloorMain() {}

    /** Says its port and serves. */
    public static void main(String[] arguments) throws Exception {
        var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        System.out.println(listener.getLocalPort());
        System.out.flush();
        var serving = new Thread(() -> serve(listener));
        serving.setDaemon(true);
        serving.start();
        while (System.in.read() >= 0) {
            // until its input ends
        }
    }

    private static void serve(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                socket.setTcpNoDelay(true);
                Threads.startPlatform("connection", () -> answer(socket));
            } catch (IOException e) {
                System.err.println(e);
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            serve(socket);
        } catch (IOException | GeneralSecurityException e) {
            System.err.println(e);
        }
    }

    private static void serve(Socket socket) throws IOException, GeneralSecurityException {
        var asked = new DataInputStream(socket.getInputStream());
        char what = asked.readChar();
        var file = Path.of(asked.readUTF());
        long bytes = asked.readLong();
        if (what == READ) {
            try (var source = Files.newInputStream(file)) {
                new SealedPackets().send(source, bytes, socket.getOutputStream());
            }
        } else {
            try (OutputStream target = Files.newOutputStream(file)) {
                new SealedPackets().receive(socket.getInputStream(), bytes, target);
            }
            socket.getOutputStream().write(1);
        }
    }
}
