package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.transport.IdentificationException.Kind;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by its first bytes what a peer speaks that does not speak SSH. */
final class PeerKind {
    private static final Pattern HTTP =
            Pattern.compile("HTTP/\\d.*|(GET|HEAD|POST|PUT|DELETE|OPTIONS|CONNECT|TRACE|PATCH|PRI) .*", Pattern.DOTALL);
    private static final Pattern HTML =
            Pattern.compile("\\s*<(!DOCTYPE|html).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private PeerKind() {}

    /** Whether we know what these bytes are, and that no SSH identification will follow. */
    static boolean isForeign(byte[] first, int length) {
        return switch (of(first, length)) {
            case SSH, TEXT, BINARY -> false;
            case TLS, TELNET, RDP, MYSQL -> true;
            default -> hasLine(first, length); // text that a person reads has all of its first line
        };
    }

    /** What the peer seems to speak. */
    static Kind of(byte[] first, int length) {
        if (length == 0) {
            return Kind.SSH; // nothing speaks against it
        }
        var text = new String(first, 0, length, ISO_8859_1);
        if (text.startsWith("SSH-") || "SSH-".startsWith(text) || text.contains("\nSSH-")) {
            return Kind.SSH;
        }
        return isBinary(first, length) ? binary(first, length) : text(text);
    }

    private static Kind text(String text) {
        if (HTTP.matcher(text).matches() || HTML.matcher(text).matches()) {
            return Kind.HTTP;
        }
        if (text.startsWith("220 ") || text.startsWith("220-")) { // RFC 5321 §4.2, RFC 959 §5.4
            String greeting = text.toUpperCase(Locale.ROOT);
            return greeting.contains("FTP") && !greeting.contains("SMTP") ? Kind.FTP : Kind.SMTP;
        }
        if (text.startsWith("+OK") || text.startsWith("* OK")) { // RFC 1939 §4, RFC 3501 §7.1.1
            return Kind.POP3_OR_IMAP;
        }
        return text.startsWith("RFB 00") ? Kind.VNC : Kind.TEXT; // RFC 6143 §7.1.1
    }

    private static Kind binary(byte[] first, int length) {
        int second = length > 1 ? first[1] & 0xff : -1;
        return switch (first[0] & 0xff) {
            // RFC 8446 §5.1: a record of version 3.x
            case 0x14, 0x15, 0x16, 0x17 -> second == 3 ? Kind.TLS : Kind.BINARY;
            // RFC 854: IAC WILL, WON'T, DO, DON'T
            case 0xff -> second >= 0xfb && second <= 0xfe ? Kind.TELNET : Kind.BINARY;
            // RFC 1006: TPKT
            case 0x03 -> second == 0 ? Kind.RDP : Kind.BINARY;
            // a greeting of protocol version 10 is packet 0
            default -> length > 4 && first[2] == 0 && first[3] == 0 && first[4] == 10 ? Kind.MYSQL : Kind.BINARY;
        };
    }

    private static boolean hasLine(byte[] first, int length) {
        for (int i = 0; i < length; i++) {
            if (first[i] == '\n') {
                return true;
            }
        }
        return length > Limits.IDENTIFICATION_LINE;
    }

    private static boolean isBinary(byte[] first, int length) {
        for (int i = 0; i < length; i++) {
            int b = first[i] & 0xff;
            if (b < ' ' && b != '\r' && b != '\n' && b != '\t' && b != 0x1b || i == 0 && b == 0xff) {
                return true;
            }
        }
        return false;
    }
}
