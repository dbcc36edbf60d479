package io.javamiko.server.session;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.server.SFTPFiles;
import io.javamiko.sftp.server.SFTPServer;
import io.javamiko.sftp.server.SFTPServerOptions;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subsystem {@code sftp}.
 *
 * @param files what all its sessions share
 */
public record SFTPSubsystem(SFTPFiles files, SFTPServerOptions options) implements SubsystemHandler {
    /** The subsystem's name. */
    public static final String NAME = "sftp";

    private static final Logger LOG = LoggerFactory.getLogger(SFTPSubsystem.class);
    private static final int NOT_UNDERSTOOD = 1;

    @Override
    public int run(SubsystemSession session) throws IOException {
        try {
            SFTPServer.serve(session.input(), session.output(), files, options);
            return 0;
        } catch (ProtocolException e) {
            LOG.debug("a client that does not speak SFTP", e); // its fault, so nothing to warn the owner of
            return NOT_UNDERSTOOD;
        }
    }
}
