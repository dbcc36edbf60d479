package io.javamiko.connection;

/**
 * What becomes of a peer's request: {@code CHANNEL_SUCCESS}, perhaps with something to do once that is on its way, or
 * {@code CHANNEL_FAILURE}. No message is sent where the peer asked for none.
 */
public final class RequestReply {
    /** {@code CHANNEL_FAILURE}. */
    public static final RequestReply REFUSED = new RequestReply(false, () -> {});

    /** {@code CHANNEL_SUCCESS}. */
    public static final RequestReply ACCEPTED = new RequestReply(true, () -> {});

    private final boolean accepted;
    private final Runnable then;

    private RequestReply(boolean accepted, Runnable then) {
        this.accepted = accepted;
        this.then = then;
    }

    /** {@code CHANNEL_SUCCESS}, and behind it what {@code then} sends: the output of what was started. */
    public static RequestReply acceptedThen(Runnable then) {
        return new RequestReply(true, then);
    }

    boolean isAccepted() {
        return accepted;
    }

    void then() {
        then.run();
    }
}
