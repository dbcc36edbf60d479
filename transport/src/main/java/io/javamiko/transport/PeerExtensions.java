package io.javamiko.transport;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * What the peer told of itself in {@code SSH_MSG_EXT_INFO} (RFC 8308): taken twice at most, behind its first NEWKEYS and
 * before authentication succeeds; a later value stands for an earlier one. Unknown extensions are passed over. Given
 * messages by one thread, asked by any.
 */
public final class PeerExtensions {
    private static final int MAX_MESSAGES = 2;

    private int messages;
    private volatile List<String> serverSignatureAlgorithms; // null until told
    private volatile boolean answersPing;

    /** Nothing is known yet. */
    public PeerExtensions() {}

    /**
     * Takes a message that {@link Verdicts} let through.
     *
     * @throws ProtocolException if it is one too many, or a value that we need is malformed
     */
    public void received(ExtInfo info) throws ProtocolException {
        if (++messages > MAX_MESSAGES) {
            throw new ProtocolException("EXT_INFO came more than twice (RFC 8308 §2.4)");
        }
        var algorithms = info.value(ExtInfo.SERVER_SIG_ALGS);
        if (algorithms.isPresent()) {
            byte[] string = new WireWriter().string(algorithms.get()).toByteArray();
            serverSignatureAlgorithms = new WireReader(string).nameList();
        }
        if (info.value(ExtInfo.PING).isPresent()) {
            answersPing =
                    info.value(ExtInfo.PING).filter(PeerExtensions::isZero).isPresent();
        }
    }

    /** The signature algorithms that the server takes in publickey authentication (§3.1); empty if it did not say. */
    public Optional<List<String>> serverSignatureAlgorithms() {
        return Optional.ofNullable(serverSignatureAlgorithms);
    }

    /** Whether the peer answers {@code SSH2_MSG_PING} (PROTOCOL §1.8, version 0). */
    public boolean answersPing() {
        return answersPing;
    }

    private static boolean isZero(byte[] value) {
        return value.length == 1 && value[0] == '0';
    }
}
