package io.javamiko.transport;

import java.io.IOException;

/** What a {@link KeyExchange} pushes out: the driver's side of it. Called on the thread that called the key exchange. */
public interface KexOutput {
    /**
     * Runs {@code step} so that no other call to {@link KeyExchange#start} runs meanwhile: under the send lock. What it
     * sends goes out in that order.
     */
    void exclusively(Step step) throws IOException;

    /** Something to run. */
    @FunctionalInterface
    interface Step {
        /** Runs it. */
        void run() throws IOException;
    }

    /** Sends a message of the key exchange (KEXINIT, 30–49) or {@link ExtInfo}; never waits. */
    void send(Message message) throws IOException;

    /**
     * Sends NEWKEYS under the old keys and protects every later packet with {@code next}; one step, nothing goes between.
     * The receiver closes {@code next}.
     */
    void sendNewKeys(PacketKeys next) throws IOException;

    /** The peer's NEWKEYS is there: every packet behind it is opened with {@code next}. The receiver closes it. */
    void openWith(PacketKeys next) throws IOException;

    /** Gets a signature, here or on another thread: {@link SignatureRequest}. */
    void sign(SignatureRequest request) throws IOException;

    /** Both KEXINITs are there: this is what was agreed on, strict or not. The keys come later. */
    void negotiated(Negotiated negotiated) throws IOException;

    /** The exchange has ended: both directions use the new keys. */
    void established(Negotiated negotiated) throws IOException;

    /** For the listener. */
    void warning(Warning warning);
}
