package io.javamiko.transport;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.List;

/**
 * {@code SSH_MSG_KEXINIT} (RFC 4253 §7.1): what its sender can do, best first.
 *
 * @param cookie 16 random bytes
 * @param reserved for later use; 0
 */
public record KexInit(
        byte[] cookie,
        List<String> kexAlgorithms,
        List<String> serverHostKeyAlgorithms,
        List<String> encryptionAlgorithmsClientToServer,
        List<String> encryptionAlgorithmsServerToClient,
        List<String> macAlgorithmsClientToServer,
        List<String> macAlgorithmsServerToClient,
        List<String> compressionAlgorithmsClientToServer,
        List<String> compressionAlgorithmsServerToClient,
        List<String> languagesClientToServer,
        List<String> languagesServerToClient,
        boolean firstKexPacketFollows,
        long reserved)
        implements TransportMessage {
    public static final int NUMBER = MessageNumbers.KEXINIT;

    /** The bytes of {@link #cookie()}. */
    public static final int COOKIE_LENGTH = 16;

    /** Copies the lists; the cookie is not copied. */
    public KexInit {
        if (cookie.length != COOKIE_LENGTH) {
            throw new IllegalArgumentException("a cookie has 16 bytes, not " + cookie.length);
        }
        kexAlgorithms = List.copyOf(kexAlgorithms);
        serverHostKeyAlgorithms = List.copyOf(serverHostKeyAlgorithms);
        encryptionAlgorithmsClientToServer = List.copyOf(encryptionAlgorithmsClientToServer);
        encryptionAlgorithmsServerToClient = List.copyOf(encryptionAlgorithmsServerToClient);
        macAlgorithmsClientToServer = List.copyOf(macAlgorithmsClientToServer);
        macAlgorithmsServerToClient = List.copyOf(macAlgorithmsServerToClient);
        compressionAlgorithmsClientToServer = List.copyOf(compressionAlgorithmsClientToServer);
        compressionAlgorithmsServerToClient = List.copyOf(compressionAlgorithmsServerToClient);
        languagesClientToServer = List.copyOf(languagesClientToServer);
        languagesServerToClient = List.copyOf(languagesServerToClient);
    }

    static KexInit decode(WireReader in) throws ProtocolException {
        var message = new KexInit(
                in.raw(COOKIE_LENGTH),
                in.nameList(), // kex_algorithms
                in.nameList(), // server_host_key_algorithms
                in.nameList(), // encryption_algorithms_client_to_server
                in.nameList(), // encryption_algorithms_server_to_client
                in.nameList(), // mac_algorithms_client_to_server
                in.nameList(), // mac_algorithms_server_to_client
                in.nameList(), // compression_algorithms_client_to_server
                in.nameList(), // compression_algorithms_server_to_client
                in.nameList(), // languages_client_to_server
                in.nameList(), // languages_server_to_client
                in.bool(),
                in.uint32());
        in.expectEnd();
        return message;
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public void encode(WireWriter out) {
        out.uint8(NUMBER).raw(cookie);
        out.nameList(kexAlgorithms).nameList(serverHostKeyAlgorithms);
        out.nameList(encryptionAlgorithmsClientToServer).nameList(encryptionAlgorithmsServerToClient);
        out.nameList(macAlgorithmsClientToServer).nameList(macAlgorithmsServerToClient);
        out.nameList(compressionAlgorithmsClientToServer).nameList(compressionAlgorithmsServerToClient);
        out.nameList(languagesClientToServer).nameList(languagesServerToClient);
        out.bool(firstKexPacketFollows).uint32(reserved);
    }
}
