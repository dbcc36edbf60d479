package io.javamiko.sftp;

/** What a file is, by the type bits of its mode ({@code S_IFMT}). */
public enum FileType {
    /** A file with content. */
    REGULAR(0100000, '-'),
    /** A directory. */
    DIRECTORY(0040000, 'd'),
    /** A symbolic link. */
    SYMBOLIC_LINK(0120000, 'l'),
    /** A block device. */
    BLOCK_DEVICE(0060000, 'b'),
    /** A character device. */
    CHARACTER_DEVICE(0020000, 'c'),
    /** A named pipe. */
    FIFO(0010000, 'p'),
    /** A local socket. */
    SOCKET(0140000, 's'),
    /** The server did not say, or said something else. */
    UNKNOWN(0, '?');

    private static final int TYPE_BITS = 0170000;

    private final int bits;
    private final char letter;

    FileType(int bits, char letter) {
        this.bits = bits;
        this.letter = letter;
    }

    /** The type in these mode bits. */
    public static FileType of(long mode) {
        for (var type : values()) {
            if (type.bits == (mode & TYPE_BITS)) {
                return type;
            }
        }
        return UNKNOWN;
    }

    /** Its bits in a mode. */
    public int bits() {
        return bits;
    }

    /** Its letter in {@code ls -l}. */
    public char letter() {
        return letter;
    }
}
