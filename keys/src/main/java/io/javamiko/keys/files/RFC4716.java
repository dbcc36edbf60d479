package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireWriter;
import java.util.Base64;
import java.util.Locale;

/** The Secure Shell public key file format (RFC 4716). */
final class RFC4716 {
    private static final KeyFormat FORMAT = KeyFormat.RFC_4716;
    private static final String END = "---- END SSH2 PUBLIC KEY ----";
    private static final int LINE = 72; // bytes, §3.1, without the line's end
    private static final int BASE64 = 68; // a multiple of four
    private static final int MAX_HEADERS = 64;
    private static final int MAX_TAG = 64; // bytes, §3.3
    private static final int MAX_VALUE = 1024;

    private final byte[] file;
    private int at;
    private String comment = "";

    private RFC4716(byte[] file) {
        this.file = file;
        this.at = PEM.indexOf(FORMAT.beginning(), file, 0);
    }

    static PublicKeyContents parse(byte[] file) throws KeyFileException {
        int end = PEM.indexOf(END, file, 0);
        if (end < 0) {
            throw FORMAT.malformed(new ProtocolException("its last line \"" + END + "\" is missing"));
        }
        try {
            var in = new RFC4716(file);
            in.line(); // the first marker
            int body = in.headers(end);
            return new PublicKeyContents(PEM.base64(file, Math.min(body, end), end, FORMAT), in.comment);
        } catch (ProtocolException e) {
            throw FORMAT.malformed(e);
        }
    }

    /** Reads the headers (§3.3); gives the index behind them. */
    private int headers(int end) throws ProtocolException {
        for (int count = 0; ; count++) {
            int from = at;
            String line = line();
            int colon = line.indexOf(':');
            if (colon < 0 || from >= end) {
                return from;
            }
            if (count == MAX_HEADERS || colon > MAX_TAG) {
                throw new ProtocolException("it has too many headers, or one of a name over 64 bytes (RFC 4716 §3.3)");
            }
            var value = new StringBuilder(line);
            while (value.length() > 0 && value.charAt(value.length() - 1) == '\\' && at < end) {
                value.setLength(value.length() - 1);
                value.append(line());
                if (value.length() > MAX_TAG + MAX_VALUE) {
                    throw new ProtocolException("a header has more than 1,024 bytes (RFC 4716 §3.3)");
                }
            }
            if (line.substring(0, colon).toLowerCase(Locale.ROOT).equals("comment")) {
                comment = unquoted(value.substring(colon + 1).strip());
            }
        }
    }

    /** §3.3.2: quotation marks around it do not belong to it. */
    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private String line() throws ProtocolException {
        int from = at;
        while (at < file.length && file[at] != '\n' && file[at] != '\r') {
            at++;
        }
        String line = new String(file, from, Math.min(at - from, MAX_TAG + MAX_VALUE + 1), UTF_8);
        if (line.length() > MAX_TAG + MAX_VALUE && line.indexOf(':') >= 0) {
            throw new ProtocolException("a header has more than 1,024 bytes (RFC 4716 §3.3)");
        }
        while (at < file.length && (file[at] == '\n' || file[at] == '\r')) {
            at++;
        }
        return line;
    }

    static byte[] format(PublicKeyContents contents) {
        var out = new WireWriter(1024);
        out.raw((FORMAT.beginning() + "\n").getBytes(UTF_8));
        if (!contents.comment().isEmpty()) {
            header(out, "Comment: \"" + contents.comment() + "\"");
        }
        out.raw(Base64.getMimeEncoder(BASE64, new byte[] {'\n'}).encode(contents.blob()));
        return out.raw(("\n" + END + "\n").getBytes(UTF_8)).toByteArray();
    }

    /** In lines of at most 72 bytes, each but the last with a backslash at its end (§3.3). */
    private static void header(WireWriter out, String text) {
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            String character = Character.toString(text.codePointAt(i));
            int bytes = character.getBytes(UTF_8).length;
            if (length + bytes > LINE - 1) {
                out.uint8('\\').uint8('\n');
                length = 0;
            }
            out.raw(character.getBytes(UTF_8));
            length += bytes;
            i += character.length();
        }
        out.uint8('\n');
    }
}
