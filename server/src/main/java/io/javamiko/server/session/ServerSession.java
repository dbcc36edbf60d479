package io.javamiko.server.session;

import io.javamiko.keys.SSHPublicKey;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A session that a client has opened (RFC 4254 §6), for the handler that runs in it. Thread-safe.
 *
 * <p>It ends when the handler returns. When the client goes first, it is cancelled: reads and writes throw, what
 * {@link #onCancel} was given is called, and the handler's thread is interrupted.
 */
public interface ServerSession {
    /** What the client sends; ends with its EOF. */
    InputStream input();

    /**
     * What the client gets; a write waits for room at the client, without a limit but the connection's end. The client hears
     * of the stream's end when the handler returns, also if it is closed before.
     */
    OutputStream output();

    /** What the client gets as standard error. */
    OutputStream errorOutput();

    /** The variables that the client asked for and the server accepts, and those that the server sets. */
    Map<String, String> environment();

    /** The terminal as it is now, if the client asked for one and got it. */
    Optional<Terminal> terminal();

    /** Calls {@code listener} when the terminal has another size, on a thread of the session's; one listener. */
    void onResize(Consumer<Terminal> listener);

    /**
     * Calls {@code listener} for each signal from the client (§6.9), on a thread of the session's; one listener. Up to 16
     * signals that came before it is set are handed to it at once.
     */
    void onSignal(Consumer<String> listener);

    /** Calls {@code action} when the session is cancelled, at once if it is, on a thread of the session's; one action. */
    void onCancel(Runnable action);

    /** Whether the client has gone. */
    boolean isCancelled();

    /** The user who was authenticated. */
    String user();

    /** The key that proved it, if a key did. */
    Optional<SSHPublicKey> key();

    /** Where the client is. */
    InetSocketAddress client();
}
