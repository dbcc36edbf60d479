package io.javamiko.sftp.server;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.sftp.SFTPStatus;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told of an exception: a status and a fixed text, never a path or a text of the server's machine. */
final class Statuses {
    private static final Logger log = LoggerFactory.getLogger(SFTPServer.class);

    /** Of what the system says where Java has no class of its own: {@code strerror}'s words in the C locale. */
    private static final Map<String, SFTPStatus> REASONS = Map.of(
            "No space left on device", SFTPStatus.FAILURE,
            "Disk quota exceeded", SFTPStatus.FAILURE,
            "File too large", SFTPStatus.FAILURE,
            "Is a directory", SFTPStatus.FAILURE,
            "Too many open files", SFTPStatus.FAILURE,
            "Not a directory", SFTPStatus.NO_SUCH_FILE,
            "Operation not permitted", SFTPStatus.PERMISSION_DENIED,
            "Read-only file system", SFTPStatus.PERMISSION_DENIED,
            "File name too long", SFTPStatus.BAD_MESSAGE,
            "Invalid argument", SFTPStatus.BAD_MESSAGE);

    private Statuses() {}

    static SFTPReply.Status of(int id, Exception e) {
        if (e instanceof SFTPException refused) {
            return new SFTPReply.Status(id, refused.code(), refused.getMessage(), "en");
        }
        var status = status(e);
        if (e instanceof RuntimeException && status == SFTPStatus.FAILURE) {
            log.warn("an SFTP request failed by a fault in SFTPFiles", e);
        }
        return SFTPReply.Status.of(id, status, text(status, e));
    }

    private static SFTPStatus status(Exception e) {
        if (e instanceof NoSuchFileException
                || e instanceof NotDirectoryException
                || e instanceof InvalidPathException) {
            return SFTPStatus.NO_SUCH_FILE;
        } else if (e instanceof AccessDeniedException
                || e instanceof SecurityException
                || e instanceof ReadOnlyFileSystemException
                || e instanceof NonReadableChannelException
                || e instanceof NonWritableChannelException) {
            return SFTPStatus.PERMISSION_DENIED;
        } else if (e instanceof UnsupportedOperationException) {
            return SFTPStatus.OP_UNSUPPORTED;
        } else if (e instanceof ProtocolException) {
            return SFTPStatus.BAD_MESSAGE;
        }
        return REASONS.getOrDefault(reason(e), SFTPStatus.FAILURE);
    }

    private static String text(SFTPStatus status, Exception e) {
        if (e instanceof FileAlreadyExistsException) {
            return "File exists";
        } else if (e instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        } else if (e instanceof NotLinkException) {
            return "Not a symbolic link";
        } else if (e instanceof FileSystemLoopException) {
            return "Too many symbolic links";
        } else if (REASONS.containsKey(reason(e))) {
            return reason(e);
        }
        return switch (status) {
            case NO_SUCH_FILE -> "No such file";
            case PERMISSION_DENIED -> "Permission denied";
            case OP_UNSUPPORTED -> "Operation unsupported";
            case BAD_MESSAGE -> "Bad message";
            default -> "Failure";
        };
    }

    private static String reason(Exception e) {
        String reason = e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
        return reason == null ? "" : reason;
    }
}
