package io.javamiko.transport;

import static io.javamiko.transport.IdentificationException.Reason.CLOSED_BEFORE_A_BYTE;
import static io.javamiko.transport.IdentificationException.Reason.CLOSED_IN_THE_MIDDLE;
import static io.javamiko.transport.IdentificationException.Reason.NOT_SSH;
import static io.javamiko.transport.IdentificationException.Reason.RESET;
import static io.javamiko.transport.IdentificationException.Reason.TIMED_OUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Sanitised;
import io.javamiko.transport.IdentificationException.Kind;
import io.javamiko.transport.IdentificationException.Reason;
import java.time.Duration;

/** Says what went wrong before the identification came, and what to try: one sentence for each of the causes. */
public final class IdentificationFailure {
    private static final int SHOWN = 200; // characters of what came, in a message

    private final Role us;
    private final String endpoint;
    private final byte[] received;
    private final Kind kind;

    /**
     * @param us our role: advice is for who connects
     * @param endpoint where the peer is, as a person would write it
     * @param received {@link IdentificationParser#received()}
     */
    public IdentificationFailure(Role us, String endpoint, byte[] received) {
        this.us = us;
        this.endpoint = endpoint;
        this.received = received;
        this.kind = PeerKind.of(received, received.length);
    }

    /** The parser refused what came. */
    public IdentificationException refused(Reason reason) {
        String what = switch (reason) {
            case LINE_TOO_LONG ->
                "%s sent a line that is longer than SSH allows (%d bytes for an identification, %d for one before it)"
                        .formatted(endpoint, Limits.IDENTIFICATION_LINE, Limits.LINE_BEFORE_IDENTIFICATION);
            case TOO_MANY_LINES ->
                "%s sent more than %d lines of text and no SSH identification"
                        .formatted(endpoint, Limits.LINES_BEFORE_IDENTIFICATION);
            case PROTOCOL_1 ->
                "%s does not speak SSH 2.0, and nothing else is spoken here".formatted(endpoint) + oldProtocol();
            case NUL_BYTE ->
                "%s sent an identification with a NUL byte, which RFC 4253 §4.2 forbids".formatted(endpoint);
            default -> notSSH();
        };
        return made(reason, what, null);
    }

    /** Nothing more came in time. */
    public IdentificationException timedOut(Duration waited, Throwable cause) {
        if (received.length > 0) {
            return made(
                    TIMED_OUT,
                    "%s sent no whole SSH identification within %d ms".formatted(endpoint, waited.toMillis()),
                    cause);
        }
        String what =
                "%s accepted the connection and sent nothing within %d ms; expected a line that starts with \"SSH-2.0-\""
                        .formatted(endpoint, waited.toMillis());
        return made(TIMED_OUT, us == Role.SERVER ? what : what + """
                . Is this the SSH port? Servers that are overloaded, or look up the client's name in a DNS that does not \
                answer, are this slow: try a longer identificationTimeout""", cause);
    }

    /** The peer closed the connection. */
    public IdentificationException closed() {
        if (received.length == 0) {
            String what =
                    "%s closed the connection before it sent anything; expected a line that starts with \"SSH-2.0-\""
                            .formatted(endpoint);
            return made(CLOSED_BEFORE_A_BYTE, us == Role.SERVER ? what : what + """
                    . Servers do so when too many connections have not logged in (sshd: MaxStartups, PerSourcePenalties), \
                    firewalls to refuse an address. Try later, or read the server's log""", null);
        }
        return switch (kind) {
            case SSH ->
                made(
                        CLOSED_IN_THE_MIDDLE,
                        "%s closed the connection in the middle of its SSH identification".formatted(endpoint),
                        null);
            case TEXT ->
                made(
                        CLOSED_IN_THE_MIDDLE,
                        "%s closed the connection after a text and sent no SSH identification".formatted(endpoint),
                        null);
            default -> made(NOT_SSH, notSSH(), null);
        };
    }

    /** The connection was reset, or failed in another way. */
    public IdentificationException reset(Throwable cause) {
        String what = "the connection to %s was reset before the SSH identification came".formatted(endpoint);
        return made(RESET, us == Role.SERVER ? what : what + """
                . A firewall, an overloaded server or one that is just starting does so: try again, or read its log""", cause);
    }

    private String oldProtocol() {
        return new String(received, ISO_8859_1).contains("SSH-1.") ? ": SSH 1 was broken long ago" : "";
    }

    private String notSSH() {
        String is = switch (kind) {
            case HTTP -> "is a web server or proxy (it speaks HTTP)";
            case TLS -> "speaks TLS";
            case TELNET -> "is a telnet server";
            case SMTP -> "is a mail server (SMTP)";
            case FTP -> "is an FTP server";
            case POP3_OR_IMAP -> "is a mailbox server (POP3 or IMAP)";
            case VNC -> "is a VNC server";
            case RDP -> "speaks RDP";
            case MYSQL -> "is a database server (MySQL)";
            default -> "speaks something else";
        };
        return us == Role.SERVER
                ? "%s sent no SSH identification but %s".formatted(endpoint, kind)
                : "%s %s, not SSH: check the host and the port".formatted(endpoint, is);
    }

    private IdentificationException made(Reason reason, String what, Throwable cause) {
        String text = Sanitised.of(received);
        String message = text.isEmpty() ? what : what + ". It sent: \"" + beginning(text) + "\"";
        return new IdentificationException(reason, kind, text, message, cause);
    }

    private static String beginning(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
