package io.javamiko.sftp;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** How a file is opened: {@code SSH_FXF_*} (draft-ietf-secsh-filexfer-02 §6.3). */
public enum SFTPOpenFlag {
    /** For reading. */
    READ(0x01),
    /** For writing. */
    WRITE(0x02),
    /** Every write goes to the end, whatever its offset. */
    APPEND(0x04),
    /** Made if it is not there. */
    CREATE(0x08),
    /** Emptied if it is there. */
    TRUNCATE(0x10),
    /** An error if it is there; with {@link #CREATE}. */
    EXCLUSIVE(0x20);

    private final int bit;

    SFTPOpenFlag(int bit) {
        this.bit = bit;
    }

    /** The flags as the wire has them. */
    public static long bits(Collection<SFTPOpenFlag> flags) {
        long bits = 0;
        for (var flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }

    /** The flags in these bits; bits of no known meaning are passed over. */
    public static Set<SFTPOpenFlag> of(long bits) {
        var flags = EnumSet.noneOf(SFTPOpenFlag.class);
        for (var flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
