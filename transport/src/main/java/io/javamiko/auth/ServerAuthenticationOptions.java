package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Limits;
import java.util.List;

/** Settings of a {@link ServerAuthentication}, made in the call that starts it. Not thread-safe. */
public final class ServerAuthenticationOptions {
    List<String> signatureAlgorithms = SignatureAlgorithms.modern();
    int minimumRSABits = SSHPublicKey.DEFAULT_MINIMUM_RSA_BITS;
    Limits limits = Limits.DEFAULT;
    Deadline deadline = Deadline.none();
    ConnectionListener listener = ConnectionListener.NONE;
    FailurePacing pacing = FailurePacing.NONE;
    String banner = "";

    ServerAuthenticationOptions() {}

    /** The signature algorithms that are accepted for user keys, the same as {@code server-sig-algs} announces. */
    public ServerAuthenticationOptions signatureAlgorithms(List<String> names) {
        signatureAlgorithms = List.copyOf(names);
        return this;
    }

    /** The least length of a user's RSA key, 1,024–16,384 bits; 2,048 by default. */
    public ServerAuthenticationOptions minimumRSABits(int bits) {
        minimumRSABits = bits;
        return this;
    }

    /** How many failed attempts, key queries, prompts and rounds, and how long a name or a password may be. */
    public ServerAuthenticationOptions limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /** When the user has to be authenticated, whatever he sends until then; none by default. */
    public ServerAuthenticationOptions deadline(Deadline deadline) {
        this.deadline = deadline;
        return this;
    }

    /** Who is told of each attempt; nobody by default. */
    public ServerAuthenticationOptions listener(ConnectionListener listener) {
        this.listener = listener;
        return this;
    }

    /** How long a refusal takes; {@link FailurePacing#NONE} by default. */
    public ServerAuthenticationOptions pacing(FailurePacing pacing) {
        this.pacing = pacing;
        return this;
    }

    /** A text that every client gets once it names a user (RFC 4252 §5.4); empty, the default, for none. */
    public ServerAuthenticationOptions banner(String text) {
        banner = text;
        return this;
    }
}
