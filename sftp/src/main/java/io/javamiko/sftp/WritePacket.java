package io.javamiko.sftp;

import io.javamiko.wire.WireWriter;

/**
 * A WRITE built where it is sent from: the data are read into {@link #array()} at {@link #dataOffset()}, then the fields
 * are put before them. Used again for the next one, since a stream has taken what {@code write} returns from.
 */
final class WritePacket {
    private static final int ID = 5; // behind length and type
    private static final int MAX_HEADER = 9 + 4 + SFTPHandle.MAX_LENGTH + 8 + 4;

    private final byte[] array;
    private int start;
    private int end;

    /** With room for that many bytes of data. */
    WritePacket(int room) {
        array = new byte[MAX_HEADER + room];
    }

    /** Where the data go. */
    int dataOffset() {
        return MAX_HEADER;
    }

    /** Puts the fields of {@link SFTPRequest.Write} before {@code count} bytes of data; the id is still to come. */
    void fill(SFTPHandle handle, long offset, int count) {
        int header = 9 + handle.encodedLength() + 8 + 4;
        start = MAX_HEADER - header;
        end = MAX_HEADER + count;
        int at = WireWriter.putUint32(array, start, header - 4 + count);
        array[at] = SFTPRequest.Write.NUMBER;
        at = handle.put(array, start + 9);
        at = WireWriter.putUint32(array, at, (int) (offset >>> 32));
        at = WireWriter.putUint32(array, at, (int) offset);
        WireWriter.putUint32(array, at, count);
    }

    void id(int id) {
        WireWriter.putUint32(array, start + ID, id);
    }

    byte[] array() {
        return array;
    }

    /** Where the packet begins. */
    int start() {
        return start;
    }

    /** Bytes of the whole packet. */
    int length() {
        return end - start;
    }
}
