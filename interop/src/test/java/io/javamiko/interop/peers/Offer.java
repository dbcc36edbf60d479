package io.javamiko.interop.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Threads;
import io.javamiko.transport.Algorithms.Kind;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a peer says in its first KEXINIT that it can do.
 *
 * @param init its message
 */
public record Offer(KexInit init) {
    private static final int MILLIS = 20_000;

    /** Runs a client against a port; how it ends does not matter. */
    @FunctionalInterface
    public interface Run {
        void against(int port) throws Exception;
    }

    /** What a server on a loopback port offers. */
    public static Offer ofServer(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return read(socket);
        }
    }

    /** What a client offers to a server which hangs up then. */
    public static Offer ofClient(Run client) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(MILLIS);
            var offer = new CompletableFuture<Offer>();
            Threads.start("test offer", () -> {
                try (var socket = listener.accept()) {
                    offer.complete(read(socket));
                } catch (IOException e) {
                    offer.completeExceptionally(e);
                }
            });
            client.against(listener.getLocalPort());
            return offer.get(MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The names of a kind, both directions together. */
    public List<String> names(Kind kind) {
        return switch (kind) {
            case KEX -> init.kexAlgorithms();
            case HOST_KEY -> init.serverHostKeyAlgorithms();
            case CIPHER -> both(init.encryptionAlgorithmsClientToServer(), init.encryptionAlgorithmsServerToClient());
            case MAC -> both(init.macAlgorithmsClientToServer(), init.macAlgorithmsServerToClient());
            case COMPRESSION ->
                both(init.compressionAlgorithmsClientToServer(), init.compressionAlgorithmsServerToClient());
            case USER_KEY_SIGNATURE -> List.of();
        };
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    private static Offer read(Socket socket) throws IOException {
        socket.setSoTimeout(MILLIS);
        socket.getOutputStream().write("SSH-2.0-Offer\r\n".getBytes(ISO_8859_1));
        var in = new DataInputStream(socket.getInputStream());
        String line;
        do { // a server may say something before (RFC 4253 §4.2)
            line = line(in);
        } while (!line.startsWith("SSH-2.0-"));
        int length = in.readInt();
        if (length < 2 || length > 35_000) {
            throw new IOException("a first packet of " + length + " bytes");
        }
        byte[] packet = new byte[length];
        in.readFully(packet);
        return new Offer(
                (KexInit) TransportMessage.decode(packet[1], new WireReader(packet, 2, length - packet[0] - 2)));
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n' && line.length() < 1_000; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
