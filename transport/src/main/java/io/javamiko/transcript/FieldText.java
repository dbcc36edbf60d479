package io.javamiko.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.wire.WireReader;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes the fields of one message as {@code name=value}, as a layout lists them: {@code "recipient:uint32 data:string"}. Types
 * are those of RFC 4251 §5 and some that are shown in another way; a field with a question mark is passed over where it
 * is missing, empty, false or zero. Strings are shown as text if they are, else in hex, and long ones in part.
 */
final class FieldText {
    private static final String SECRETS = "secrets"; // all that is left
    private static final String SECRET = "(secret)";
    private static final int MOST_CHARACTERS = 120; // of a string
    private static final int MOST_HEX = 24; // bytes
    private static final int MOST_STRING = 1 << 20; // bytes

    private final WireReader in;
    private final StringBuilder out;
    private final boolean masked;
    private final int mostData;

    /**
     * @param in ends where something secret begins, or with the message
     * @param out gets each field with a blank before it
     * @param masked whether something secret follows
     * @param mostData bytes of channel data that may be shown
     */
    FieldText(WireReader in, StringBuilder out, boolean masked, int mostData) {
        this.in = in;
        this.out = out;
        this.masked = masked;
        this.mostData = mostData;
    }

    /** Writes these fields; what was written before a malformed one stays. */
    FieldText fields(String layout) throws ProtocolException {
        for (String field : layout.split(" ", -1)) {
            if (!field.isEmpty()) {
                boolean optional = field.endsWith("?");
                int colon = field.indexOf(':');
                field(
                        field.substring(0, colon),
                        field.substring(colon + 1, field.length() - (optional ? 1 : 0)),
                        optional);
            }
        }
        return this;
    }

    /** Writes a string field and says what it holds: what follows depends on it. */
    String choice(String name) throws ProtocolException {
        if (isOver()) {
            show(name, SECRET);
            return "";
        }
        byte[] bytes = in.string(MOST_STRING);
        show(name, text(bytes));
        return new String(bytes, UTF_8);
    }

    /** Writes a uint32 field and says what it is: so often something follows. */
    long number(String name) throws ProtocolException {
        if (isOver()) {
            show(name, SECRET);
            return 0;
        }
        long value = in.uint32();
        show(name, Long.toString(value));
        return value;
    }

    /** What is left. */
    int remaining() {
        return in.remaining();
    }

    private void field(String name, String type, boolean optional) throws ProtocolException {
        if (isOver()) {
            if (!optional || type.equals(SECRETS)) {
                show(name, SECRET);
            }
            return;
        }
        if (optional && in.remaining() == 0) {
            return;
        }
        String value = value(type);
        if (!optional || !isNothing(value)) {
            show(name, value);
        }
    }

    private boolean isOver() {
        return masked && in.remaining() == 0;
    }

    private void show(String name, String value) {
        out.append(' ').append(name).append('=').append(value);
    }

    private static boolean isNothing(String value) {
        return value.isEmpty() || value.equals("\"\"") || value.equals("false") || value.equals("0");
    }

    private String value(String type) throws ProtocolException {
        return switch (type) {
            case "boolean" -> Boolean.toString(in.bool());
            case "uint32" -> Long.toString(in.uint32());
            case "reason" -> reason(in.uint32());
            case "string", "secret" -> text(in.string(MOST_STRING));
            case "name-list" -> Sanitised.of(in.text(MOST_STRING)).replace(" ", "\\x20");
            case "bytes", "mpint" -> hex(in.string(MOST_STRING));
            case "key" -> key(in.string(MOST_STRING));
            case "byte[16]" -> hex(in.raw(16));
            case "rest", SECRETS -> hex(in.rest());
            case "content" -> content(in.string(MOST_STRING));
            default -> throw new IllegalArgumentException(type);
        };
    }

    private String content(byte[] bytes) {
        return mostData > 0 ? text(bytes, mostData) : "(" + bytes.length + " bytes)";
    }

    private static String reason(long code) {
        return code + " (" + DisconnectReason.name(code) + ")";
    }

    /** A host or user key as people know it, by its fingerprint. */
    private static String key(byte[] blob) {
        try {
            var key = SSHPublicKey.decode(blob);
            return Sanitised.of(key.type()) + " " + key.fingerprint();
        } catch (ProtocolException e) {
            return hex(blob);
        }
    }

    private static String text(byte[] bytes) {
        return text(bytes, bytes.length);
    }

    /** @param most bytes that may be shown */
    private static String text(byte[] bytes, int most) {
        int length =
                Math.min(Math.min(bytes.length, most), 4 * MOST_CHARACTERS); // UTF-8 has at most four bytes a character
        String text = new String(bytes, 0, length, UTF_8);
        if (length < bytes.length && text.endsWith("\ufffd")) {
            text = text.substring(0, text.length() - 1); // it may be a character that was cut
        }
        if (text.indexOf('\ufffd') >= 0 || text.indexOf('\0') >= 0) {
            return hex(Arrays.copyOf(bytes, Math.min(bytes.length, most)), bytes.length);
        }
        int end = Math.min(text.length(), MOST_CHARACTERS);
        String shown = Sanitised.of(text.substring(0, end)).replace("\"", "\\\"");
        return '"' + shown + '"' + (end < text.length() || length < bytes.length ? "… (" + bytes.length + ")" : "");
    }

    private static String hex(byte[] bytes) {
        return hex(bytes, bytes.length);
    }

    /** @param all how many they were */
    private static String hex(byte[] bytes, int all) {
        int count = Math.min(bytes.length, MOST_HEX);
        return HexFormat.of().formatHex(bytes, 0, count) + (count < all ? "… (" + all + ")" : "");
    }
}
