package io.javamiko.transcript;

/**
 * What a transcript shows. Immutable.
 *
 * <p>Passwords, the answers of keyboard-interactive, the fields of authentication methods that are not known here and X11
 * cookies are masked unless {@link #unmasked} asks for them. What channels carry is no secret of the protocol and is shown,
 * unless {@link #withoutContent} says otherwise: <em>a password that a user types into a shell is content</em>. Names, public
 * keys, signatures and the messages of key exchange are always shown; session keys never are.
 */
public final class TranscriptSettings {
    private static final TranscriptSettings MASKED = new TranscriptSettings(false, true, Integer.MAX_VALUE, true);

    private final boolean secrets;
    private final boolean content;
    private final int mostData;
    private final boolean timed;

    private TranscriptSettings(boolean secrets, boolean content, int mostData, boolean timed) {
        this.secrets = secrets;
        this.content = content;
        this.mostData = mostData;
        this.timed = timed;
    }

    /** Secrets masked, everything else in full: where to begin. */
    public static TranscriptSettings masked() {
        return MASKED;
    }

    /** With the secrets: for a replay, where the peer's messages are needed byte for byte. */
    public TranscriptSettings unmasked() {
        return new TranscriptSettings(true, content, mostData, timed);
    }

    /** Without channel data and the fields of channel requests: commands, variables, terminals. */
    public TranscriptSettings withoutContent() {
        return new TranscriptSettings(secrets, false, mostData, timed);
    }

    /**
     * With the first bytes of channel data only; all of them by default.
     *
     * @param bytes of a message's data, 0 or more
     */
    public TranscriptSettings mostData(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a number of bytes must not be negative: " + bytes);
        }
        return new TranscriptSettings(secrets, content, bytes, timed);
    }

    /** Without times: two runs under the same random source give the same text. */
    public TranscriptSettings untimed() {
        return new TranscriptSettings(secrets, content, mostData, false);
    }

    boolean showsSecrets() {
        return secrets;
    }

    boolean showsContent() {
        return content;
    }

    int mostData() {
        return mostData;
    }

    boolean isTimed() {
        return timed;
    }
}
