package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/**
 * What {@code statvfs@openssh.com} tells of a file system (OpenSSH PROTOCOL §4.4, names of {@code struct statvfs}).
 *
 * @param blockSize {@code f_bsize}: bytes in which transfers are best made
 * @param fragmentSize {@code f_frsize}: bytes of one block as counted here
 * @param blocks {@code f_blocks}: blocks that there are
 * @param freeBlocks {@code f_bfree}: blocks that are free
 * @param availableBlocks {@code f_bavail}: blocks that are free for the user
 * @param files {@code f_files}: inodes that there are; 0 if it is not known
 * @param freeFiles {@code f_ffree}: inodes that are free
 * @param availableFiles {@code f_favail}: inodes that are free for the user
 * @param id {@code f_fsid}
 * @param flags {@code f_flag}: {@link #READ_ONLY}, {@link #NO_SETUID}
 * @param maxName {@code f_namemax}: bytes a name may have
 */
public record FileSystemStatistics(
        long blockSize,
        long fragmentSize,
        long blocks,
        long freeBlocks,
        long availableBlocks,
        long files,
        long freeFiles,
        long availableFiles,
        long id,
        long flags,
        long maxName) {
    /** Bit of {@link #flags()}: nothing can be written. */
    public static final long READ_ONLY = 0x1;

    /** Bit of {@link #flags()}: set-user-id bits have no effect. */
    public static final long NO_SETUID = 0x2;

    /** Reads the eleven numbers. */
    public static FileSystemStatistics decode(WireReader in) throws ProtocolException {
        return new FileSystemStatistics(
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.uint64());
    }

    /** Writes the eleven numbers. */
    public void encode(WireWriter out) {
        out.uint64(blockSize)
                .uint64(fragmentSize)
                .uint64(blocks)
                .uint64(freeBlocks)
                .uint64(availableBlocks);
        out.uint64(files)
                .uint64(freeFiles)
                .uint64(availableFiles)
                .uint64(id)
                .uint64(flags)
                .uint64(maxName);
    }

    /** Bytes in all. */
    public long totalBytes() {
        return blocks * fragmentSize;
    }

    /** Bytes that the user may still write. */
    public long availableBytes() {
        return availableBlocks * fragmentSize;
    }
}
