package io.javamiko.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback address for a server that has to be told one. */
final class FreePort {
    private static final int TRIES = 5;

    private FreePort() {}

    /** Starts a server. */
    @FunctionalInterface
    interface Start<T> {
        T on(int port) throws IOException, InterruptedException;
    }

    /** Starts a server on a port that was free a moment ago, and again on another if somebody was faster. */
    static <T> T given(Start<T> start) throws IOException, InterruptedException {
        for (int i = 1; ; i++) {
            try {
                return start.on(find());
            } catch (IOException e) {
                if (i == TRIES || !e.getMessage().contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    private static int find() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
