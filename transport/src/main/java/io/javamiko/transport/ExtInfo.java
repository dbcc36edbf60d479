package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code SSH_MSG_EXT_INFO} (RFC 8308 §2.3): the extensions that its sender speaks. */
public record ExtInfo(List<Extension> extensions) implements TransportMessage {
    public static final int NUMBER = MessageNumbers.EXT_INFO;

    /** The signature algorithms that the server takes in publickey authentication (RFC 8308 §3.1). */
    public static final String SERVER_SIG_ALGS = "server-sig-algs";

    /** The sender answers {@code SSH2_MSG_PING} (OpenSSH PROTOCOL §1.8); its value is {@code "0"}. */
    public static final String PING = "ping@openssh.com";

    private static final int MAX_EXTENSIONS = 64;
    private static final int MAX_NAME = 256; // bytes
    private static final int MAX_VALUE = 16 * 1024; // bytes, as a name-list

    /**
     * One extension (RFC 8308 §2.5).
     *
     * @param name 1–256 printable ASCII characters
     * @param value what the extension says it is: bytes
     */
    public record Extension(String name, byte[] value) {
        /** An extension whose value is a name-list or another text. */
        public static Extension of(String name, String value) {
            return new Extension(name, value.getBytes(US_ASCII));
        }
    }

    /** Copies the list. */
    public ExtInfo {
        extensions = List.copyOf(extensions);
    }

    static ExtInfo decode(WireReader in) throws ProtocolException {
        long count = in.uint32();
        if (count > MAX_EXTENSIONS) {
            throw new ProtocolException(
                    "EXT_INFO says it has " + count + " extensions; at most " + MAX_EXTENSIONS + " are read");
        }
        var extensions = new ArrayList<Extension>();
        for (int i = 0; i < count; i++) {
            extensions.add(new Extension(in.name(MAX_NAME), in.string(MAX_VALUE)));
        }
        in.expectEnd();
        return new ExtInfo(extensions);
    }

    /** The value of the extension of that name; of the first one if the peer repeats it, which RFC 8308 §2.5 forbids. */
    public Optional<byte[]> value(String name) {
        return extensions.stream()
                .filter(extension -> extension.name().equals(name))
                .map(Extension::value)
                .findFirst();
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public void encode(WireWriter out) {
        out.uint8(NUMBER).uint32(extensions.size());
        for (var extension : extensions) {
            out.utf8(extension.name()).string(extension.value());
        }
    }
}
