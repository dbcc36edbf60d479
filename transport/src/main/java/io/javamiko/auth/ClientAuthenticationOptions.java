package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Limits;
import java.util.List;

/** Settings of a {@link ClientAuthentication}, made in the call of its constructor. Not thread-safe. */
public final class ClientAuthenticationOptions {
    List<String> signatureAlgorithms = SignatureAlgorithms.modern();
    Limits limits = Limits.DEFAULT;
    Deadline deadline = Deadline.none();
    ConnectionListener listener = ConnectionListener.NONE;
    BannerHandler banners = BannerHandler.NONE;

    ClientAuthenticationOptions() {}

    /** The signature algorithms that may be used for user keys; the modern ones by default. */
    public ClientAuthenticationOptions signatureAlgorithms(List<String> names) {
        signatureAlgorithms = List.copyOf(names);
        return this;
    }

    /** The time for each reply, the number of attempts, of prompts and of rounds; {@link Limits#DEFAULT}. */
    public ClientAuthenticationOptions limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /** When it has to be over in any case, a person's typing included; none by default. */
    public ClientAuthenticationOptions deadline(Deadline deadline) {
        this.deadline = deadline;
        return this;
    }

    /** Who is told of each attempt; nobody by default. */
    public ClientAuthenticationOptions listener(ConnectionListener listener) {
        this.listener = listener;
        return this;
    }

    /** Who shows the server's banners; nobody by default. */
    public ClientAuthenticationOptions banners(BannerHandler handler) {
        banners = handler;
        return this;
    }
}
