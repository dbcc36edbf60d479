package io.javamiko.cli;

/**
 * Finds ssh's escapes in what is typed: a tilde at the beginning of a line and a character behind it. {@code ~.} ends the
 * connection, {@code ~~} is one tilde, {@code ~?} shows these; everything else goes on as it was typed. Not thread-safe.
 */
final class EscapeFilter {
    /** What was typed, as far as it concerns this side. */
    enum Action {
        NONE,
        DISCONNECT,
        HELP
    }

    static final String HELP_TEXT = """
            ~?
            Supported escapes at the beginning of a line:
             ~.   end the connection
             ~~   send a tilde
             ~?   this text
            """.replace("\n", "\r\n");

    private static final char ESCAPE = '~';

    private boolean lineBegins = true;
    private boolean escaped;
    private int length;
    private Action action = Action.NONE;

    /**
     * Takes the escapes out of {@code bytes[0 … count)}.
     *
     * @param out gets what is to be sent, room for {@code count + 1} bytes; {@link #length()} tells how much it is
     * @return what else is to be done, once that has been sent; what was typed behind an escape that ends it is dropped
     */
    Action accept(byte[] bytes, int count, byte[] out) {
        length = 0;
        action = Action.NONE;
        for (int i = 0; i < count && action != Action.DISCONNECT; i++) {
            byte b = bytes[i];
            if (escaped) {
                afterEscape(b, out);
            } else if (b == ESCAPE && lineBegins) {
                escaped = true;
            } else {
                out[length++] = b;
                lineBegins = b == '\r' || b == '\n';
            }
        }
        return action;
    }

    private void afterEscape(byte b, byte[] out) {
        escaped = false;
        switch (b) {
            case '.' -> action = Action.DISCONNECT;
            case '?' -> action = Action.HELP;
            case ESCAPE -> {
                out[length++] = ESCAPE;
                lineBegins = false;
            }
            default -> {
                out[length++] = ESCAPE;
                out[length++] = b;
                lineBegins = b == '\r' || b == '\n';
            }
        }
    }

    /** How many bytes the last call put into its {@code out}. */
    int length() {
        return length;
    }
}
