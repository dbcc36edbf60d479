package io.javamiko.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Optional;

/**
 * The requests of a session channel as their fields (RFC 4254 §6): the part of {@code CHANNEL_REQUEST} behind
 * {@code want reply}. Arrays are not copied.
 */
public sealed interface SessionRequest {
    /** The most bytes of a command or an environment variable; a packet's limit is the same. */
    int MAX_DATA = 256 * 1024;

    /** The most bytes of a name, a terminal type or a text. */
    int MAX_TEXT = 32 * 1024;

    /** The request type, for example {@code exec}. */
    String type();

    /** Whether this makes something run in the session (§6.5). */
    default boolean startsProgram() {
        return this instanceof Shell || this instanceof Exec || this instanceof Subsystem;
    }

    /** Writes the request's own fields. */
    void encode(WireWriter out);

    /** The request's own fields, encoded. */
    default byte[] data() {
        var out = new WireWriter();
        encode(out);
        return out.toByteArray();
    }

    /**
     * Decodes a request's own fields.
     *
     * @return empty if the type is none of these
     * @throws ProtocolException if the fields are malformed
     */
    static Optional<SessionRequest> decode(String type, WireReader in) throws ProtocolException {
        SessionRequest request = switch (type) {
            case "pty-req" -> PTY.decode(in);
            case "env" -> new Env(in.text(MAX_TEXT), in.text(MAX_DATA));
            case "shell" -> new Shell();
            case "exec" -> new Exec(in.string(MAX_DATA));
            case "subsystem" -> new Subsystem(in.text(MAX_TEXT));
            case "window-change" -> new WindowChange(in.uint32(), in.uint32(), in.uint32(), in.uint32());
            case "xon-xoff" -> new XonXoff(in.bool());
            case "signal" -> new Signal(in.text(MAX_TEXT));
            case "break" -> new Break(in.uint32());
            case "exit-status" -> new ExitStatus(in.uint32());
            case "exit-signal" -> new ExitSignal(in.text(MAX_TEXT), in.bool(), in.text(MAX_TEXT), in.text(MAX_TEXT));
            default -> null;
        };
        if (request != null) {
            in.expectEnd();
        }
        return Optional.ofNullable(request);
    }

    /**
     * {@code pty-req} (§6.2): a terminal for what is started next. Sizes in characters and pixels; zero ones are ignored,
     * and characters win over pixels.
     */
    record PTY(String term, long columns, long rows, long widthPixels, long heightPixels, TerminalModes modes)
            implements SessionRequest {
        static PTY decode(WireReader in) throws ProtocolException {
            return new PTY(
                    in.text(MAX_TEXT),
                    in.uint32(),
                    in.uint32(),
                    in.uint32(),
                    in.uint32(),
                    TerminalModes.decode(in.stringReader(MAX_TEXT)));
        }

        @Override
        public String type() {
            return "pty-req";
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(term)
                    .uint32(columns)
                    .uint32(rows)
                    .uint32(widthPixels)
                    .uint32(heightPixels)
                    .string(modes.encoded());
        }
    }

    /** {@code env} (§6.4): a variable for what is started next. */
    record Env(String name, String value) implements SessionRequest {
        @Override
        public String type() {
            return "env";
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(name).utf8(value);
        }
    }

    /** {@code shell} (§6.5): starts the user's shell. */
    record Shell() implements SessionRequest {
        @Override
        public String type() {
            return "shell";
        }

        @Override
        public void encode(WireWriter out) {}
    }

    /** {@code exec} (§6.5): runs a command, which need not be text. */
    record Exec(byte[] command) implements SessionRequest {
        /** A command as text, in UTF-8. */
        public Exec(String command) {
            this(command.getBytes(UTF_8));
        }

        /** The command as text; bytes that are not UTF-8 become U+FFFD. */
        public String text() {
            return new String(command, UTF_8);
        }

        @Override
        public String type() {
            return "exec";
        }

        @Override
        public void encode(WireWriter out) {
            out.string(command);
        }

        @Override
        public String toString() {
            return "Exec[" + Sanitised.of(command) + "]";
        }
    }

    /** {@code subsystem} (§6.5): starts a service by name, for example {@code sftp}. */
    record Subsystem(String name) implements SessionRequest {
        @Override
        public String type() {
            return "subsystem";
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(name);
        }
    }

    /** {@code window-change} (§6.7): the terminal has another size. No reply. */
    record WindowChange(long columns, long rows, long widthPixels, long heightPixels) implements SessionRequest {
        @Override
        public String type() {
            return "window-change";
        }

        @Override
        public void encode(WireWriter out) {
            out.uint32(columns).uint32(rows).uint32(widthPixels).uint32(heightPixels);
        }
    }

    /** {@code xon-xoff} (§6.8): whether the client may do flow control by itself. No reply. */
    record XonXoff(boolean clientCanDo) implements SessionRequest {
        @Override
        public String type() {
            return "xon-xoff";
        }

        @Override
        public void encode(WireWriter out) {
            out.bool(clientCanDo);
        }
    }

    /**
     * {@code signal} (§6.9): for what runs. No reply.
     *
     * @param signalName without {@code SIG}: {@code TERM}
     */
    record Signal(String signalName) implements SessionRequest {
        @Override
        public String type() {
            return "signal";
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(signalName);
        }
    }

    /** {@code break} (RFC 4335 §3). */
    record Break(long lengthMillis) implements SessionRequest {
        @Override
        public String type() {
            return "break";
        }

        @Override
        public void encode(WireWriter out) {
            out.uint32(lengthMillis);
        }
    }

    /** {@code exit-status} (§6.10): what ran has ended by itself. No reply. */
    record ExitStatus(long status) implements SessionRequest {
        @Override
        public String type() {
            return "exit-status";
        }

        @Override
        public void encode(WireWriter out) {
            out.uint32(status);
        }
    }

    /**
     * {@code exit-signal} (§6.10): a signal has ended what ran. No reply.
     *
     * @param signalName without {@code SIG}
     */
    record ExitSignal(String signalName, boolean coreDumped, String errorMessage, String languageTag)
            implements SessionRequest {
        @Override
        public String type() {
            return "exit-signal";
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(signalName).bool(coreDumped).utf8(errorMessage).utf8(languageTag);
        }
    }
}
