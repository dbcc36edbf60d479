package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Base64 between a line that begins and a line that ends it, as in RFC 7468, with the headers of RFC 1421 before it if there are
 * any. No {@code String} is made of the Base64: it may be a secret, and nobody could wipe it.
 *
 * @param headers by their names in lower case
 * @param body decoded; who has it wipes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and wiped; nobody compares two
record PEM(Map<String, String> headers, byte[] body) {
    private static final int MAX_HEADERS = 64;
    private static final int MAX_HEADER = 1024; // bytes of a line

    /**
     * Reads the first text of this kind in a file.
     *
     * @param format whose first line stands in the file
     */
    static PEM parse(byte[] file, KeyFormat format) throws KeyFileException {
        String end = format.beginning().replace("BEGIN", "END");
        int from = indexOf(format.beginning(), file, 0) + format.beginning().length();
        int to = indexOf(end, file, from);
        if (to < 0) {
            throw new KeyFileException(
                    Reason.MALFORMED, format.description + " is cut: its last line \"" + end + "\" is missing");
        }
        var headers = new HashMap<String, String>();
        int body = headers(file, from, to, headers, format);
        return new PEM(headers, base64(file, body, to, format));
    }

    /** Reads {@code Name: value} lines; gives the index behind them. */
    private static int headers(byte[] file, int from, int to, Map<String, String> headers, KeyFormat format)
            throws KeyFileException {
        int at = from;
        while (at < to && "\r\n \t".indexOf(file[at]) >= 0) {
            at++;
        }
        while (at < to) {
            int end = at;
            while (end < to && file[end] != '\n') {
                end++;
            }
            int colon = at;
            while (colon < end && file[colon] != ':') {
                colon++;
            }
            if (colon == end) {
                return at; // Base64 has no colon
            }
            if (headers.size() == MAX_HEADERS || end - at > MAX_HEADER) {
                throw new KeyFileException(Reason.MALFORMED, format.description + " has too many or too long headers");
            }
            headers.put(
                    new String(file, at, colon - at, ISO_8859_1).strip().toLowerCase(Locale.ROOT),
                    new String(file, colon + 1, end - colon - 1, ISO_8859_1).strip());
            at = Math.min(end + 1, to);
        }
        return at;
    }

    /** Decodes the Base64 from {@code from} to {@code to}, without the blanks and line ends in it. */
    static byte[] base64(byte[] file, int from, int to, KeyFormat format) throws KeyFileException {
        byte[] base64 = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (" \t\r\n".indexOf(file[i]) < 0) {
                base64[length++] = file[i];
            }
        }
        byte[] trimmed = Arrays.copyOf(base64, length);
        try {
            return Base64.getDecoder().decode(trimmed);
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(Reason.MALFORMED, format.description + " is not in Base64", e);
        } finally {
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(trimmed, (byte) 0);
        }
    }

    /** The index of the first {@code marker}, -1 if there is none. */
    static int indexOf(String marker, byte[] file, int from) {
        byte[] wanted = marker.getBytes(US_ASCII);
        for (int i = from; i <= file.length - wanted.length; i++) {
            if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A file of one such text.
     *
     * @param body wiped
     * @param lineLength characters of Base64 in a line, a multiple of four
     */
    static byte[] format(KeyFormat format, byte[] body, int lineLength) {
        byte[] base64 = Base64.getMimeEncoder(lineLength, new byte[] {'\n'}).encode(body);
        var out = new WireWriter(base64.length + 80)
                .raw((format.beginning() + "\n").getBytes(US_ASCII))
                .raw(base64)
                .raw(("\n" + format.beginning().replace("BEGIN", "END") + "\n").getBytes(US_ASCII));
        byte[] armoured = out.toByteArray();
        out.wipe();
        Arrays.fill(body, (byte) 0);
        Arrays.fill(base64, (byte) 0);
        return armoured;
    }

    @Override
    public String toString() {
        return "PEM of " + body.length + " bytes";
    }
}
