package io.javamiko.keys.sshsig;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import java.util.Arrays;
import java.util.Base64;

/** The text form of a signature (PROTOCOL.sshsig §1): Base64 between two lines. Stateless. */
final class Armor {
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final int LINE = 70; // characters, as ssh-keygen writes; §1 recommends 76

    private Armor() {}

    static String format(byte[] blob) {
        String base64 = Base64.getEncoder().encodeToString(blob);
        return BEGIN + "\n" + base64.replaceAll("(.{" + LINE + "})(?=.)", "$1\n") + "\n" + END + "\n";
    }

    /** The text must begin with the first line; what follows the last does not count, as with ssh-keygen. */
    static byte[] parse(byte[] text) throws ProtocolException {
        byte[] begin = BEGIN.getBytes(US_ASCII);
        int after = begin.length;
        boolean begins = text.length > after
                && Arrays.equals(text, 0, after, begin, 0, after)
                && (text[after] == '\n' || text[after] == '\r');
        if (!begins) {
            throw new ProtocolException("a signature begins with the line " + BEGIN + "; this does not");
        }
        String rest = new String(text, after, text.length - after, US_ASCII);
        int end = rest.indexOf("\n" + END);
        if (end < 0) {
            throw new ProtocolException("a signature ends with the line " + END + "; this does not");
        }
        try {
            return Base64.getDecoder().decode(rest.substring(0, end).replaceAll("[ \t\r\n]", ""));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("what stands in a signature's armor is not Base64", e);
        }
    }
}
