package io.javamiko.sftp.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;

/**
 * File names as text without loss. SFTP names are bytes (draft-ietf-secsh-filexfer-02 §6.2 says nothing of a charset);
 * most are UTF-8. A byte that is not becomes one lone surrogate, U+DC80 to U+DCFF, so that any name survives the way
 * to a {@code String} and back: one odd name never breaks a listing, and the file can still be opened or removed.
 */
public final class FileNames {
    private static final int ESCAPE = 0xDC00; // + the byte, 0x80 to 0xFF (as Python's surrogateescape)

    private FileNames() {}

    /** The text of these bytes; every array has one, and {@link #encode} gives the array back. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** As {@link #decode(byte[])}, of {@code length} bytes from {@code offset} on. */
    public static String decode(byte[] bytes, int offset, int length) {
        if (isASCII(bytes, offset, length)) {
            return new String(bytes, offset, length, ISO_8859_1);
        }
        var in = ByteBuffer.wrap(bytes, offset, length);
        var out = CharBuffer.allocate(length); // a byte never gives more than one char
        var decoder = UTF_8.newDecoder();
        while (decoder.decode(in, out, true).isError()) {
            out.put((char) (ESCAPE | in.get() & 0xff)); // the one byte; what follows it is looked at again
            decoder.reset();
        }
        return out.flip().toString();
    }

    /**
     * The bytes of this text.
     *
     * @throws IllegalArgumentException if it has a surrogate without its partner that {@link #decode} did not make
     */
    public static byte[] encode(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text.getBytes(UTF_8);
        }
        var out = new ByteArrayOutputStream(text.length() + 16);
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff) {
                out.write(c);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException("half a character at index " + i + " of a file name");
            } else {
                out.writeBytes(Character.toString(c).getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static boolean isASCII(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
