package io.javamiko.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code name-list} (RFC 4251 §5): names with commas between them; a name is printable US-ASCII (§6). */
final class NameList {
    private static final int MAX_SHOWN = 80; // bytes of a bad name in an error

    private NameList() {}

    static List<String> decode(byte[] bytes, int offset, int length, int maxNames) throws ProtocolException {
        if (length == 0) {
            return List.of();
        }
        var names = new ArrayList<String>();
        int start = offset;
        for (int i = offset; i <= offset + length; i++) {
            if (i == offset + length || bytes[i] == ',') {
                if (names.size() == maxNames) {
                    throw new ProtocolException("a name-list has more than " + maxNames + " names");
                }
                names.add(name(bytes, start, i - start));
                start = i + 1;
            }
        }
        return Collections.unmodifiableList(names);
    }

    static String name(byte[] bytes, int offset, int length) throws ProtocolException {
        var name = new String(bytes, offset, length, US_ASCII);
        if (!isName(name)) {
            throw new ProtocolException("a name must be printable US-ASCII without commas (RFC 4251 §6): \""
                    + Sanitised.of(name.substring(0, Math.min(length, MAX_SHOWN))) + "\"");
        }
        return name;
    }

    static void check(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a name must be printable US-ASCII without commas (RFC 4251 §6): \"" + Sanitised.of(name) + "\"");
        }
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ',') {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
