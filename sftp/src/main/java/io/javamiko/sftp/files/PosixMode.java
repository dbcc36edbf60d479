package io.javamiko.sftp.files;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The nine permission bits of a mode as Java's set and back; set-id and sticky bits have no place in it. */
public final class PosixMode {
    private static final List<PosixFilePermission> FROM_HIGHEST_BIT = List.of(PosixFilePermission.values());
    private static final int HIGHEST_BIT = 0400;

    private PosixMode() {}

    /** The permissions in these bits; bits over 0777 are passed over. */
    public static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        int bit = HIGHEST_BIT;
        for (var permission : FROM_HIGHEST_BIT) {
            if ((mode & bit) != 0) {
                permissions.add(permission);
            }
            bit >>= 1;
        }
        return permissions;
    }

    /** The bits of these permissions. */
    public static int bits(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (var permission : FROM_HIGHEST_BIT) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }
}
