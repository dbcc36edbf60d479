package io.javamiko.conformance.checks.sftp;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code sftp}: SFTP. A file a clause. */
public final class SFTPChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            Initialisation.CHECKS,
            Packets.CHECKS,
            OpeningFiles.CHECKS,
            ReadingWriting.CHECKS,
            Directories.CHECKS,
            FileSystem.CHECKS,
            Attributes.CHECKS,
            Paths.CHECKS,
            Extensions.CHECKS,
            Clients.CHECKS));

    private SFTPChecks() {}
}
