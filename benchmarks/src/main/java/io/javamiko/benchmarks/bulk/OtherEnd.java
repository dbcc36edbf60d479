package io.javamiko.benchmarks.bulk;

import io.javamiko.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Where a forwarded connection leads to: sends or takes so many bytes, a connection at a time. */
final class OtherEnd implements AutoCloseable {
    private static final int BLOCK = 64 << 10;

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    /** What is done with a connection. */
    private interface Task {
        void run(Socket socket) throws IOException;
    }

    private OtherEnd(Task task) throws IOException {
        Threads.startPlatform("other end", () -> serve(task));
    }

    /** Sends them and closes. */
    static OtherEnd sender(long bytes) throws IOException {
        return new OtherEnd(socket -> {
            byte[] block = new byte[BLOCK];
            for (long left = bytes; left > 0; left -= block.length) {
                socket.getOutputStream().write(block, 0, (int) Math.min(left, block.length));
            }
        });
    }

    /** Takes them, and answers with one byte. */
    static OtherEnd receiver(long bytes) throws IOException {
        return new OtherEnd(socket -> {
            byte[] block = new byte[BLOCK];
            int count = 0;
            for (long left = bytes; left > 0 && count >= 0; left -= count) {
                count = socket.getInputStream().read(block);
            }
            socket.getOutputStream().write(1);
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve(Task task) {
        while (!listener.isClosed()) {
            try (var socket = listener.accept()) {
                task.run(socket);
            } catch (IOException e) {
                // whoever hung up says so himself
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
