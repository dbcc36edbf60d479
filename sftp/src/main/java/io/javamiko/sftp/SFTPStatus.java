package io.javamiko.sftp;

/**
 * What a server says became of a request: {@code SSH_FX_*} of draft-ietf-secsh-filexfer-02 §7, and the codes that later
 * drafts added, which some servers send in version 3 too.
 */
public enum SFTPStatus {
    /** It was done. */
    OK(0, "OK"),
    /** The file or the directory has ended. */
    EOF(1, "end of file"),
    /** The file, or a directory on the way to it, is not there. */
    NO_SUCH_FILE(2, "no such file"),
    /** The user may not. */
    PERMISSION_DENIED(3, "permission denied"),
    /** Anything else: version 3 has no code of its own for "exists", "is not empty", "no space left". */
    FAILURE(4, "failure"),
    /** The server could not read the request. */
    BAD_MESSAGE(5, "bad message"),
    /** Made by clients only. */
    NO_CONNECTION(6, "no connection"),
    /** Made by clients only. */
    CONNECTION_LOST(7, "connection lost"),
    /** The server can't do that. */
    OP_UNSUPPORTED(8, "operation not supported"),
    /** The handle is not open. */
    INVALID_HANDLE(9, "invalid handle"),
    /** A directory on the way is not there. */
    NO_SUCH_PATH(10, "no such path"),
    /** The name is taken. */
    FILE_ALREADY_EXISTS(11, "file already exists"),
    /** The file system is read-only. */
    WRITE_PROTECT(12, "write-protected"),
    /** There is no medium in the drive. */
    NO_MEDIA(13, "no medium"),
    /** The file system is full. */
    NO_SPACE_ON_FILESYSTEM(14, "no space left"),
    /** The user's quota is used up. */
    QUOTA_EXCEEDED(15, "quota exceeded"),
    /** No such user or group. */
    UNKNOWN_PRINCIPAL(16, "unknown user or group"),
    /** Somebody has locked the file. */
    LOCK_CONFLICT(17, "locked"),
    /** The directory has entries. */
    DIR_NOT_EMPTY(18, "directory not empty"),
    /** It is no directory. */
    NOT_A_DIRECTORY(19, "not a directory"),
    /** The file system can't have such a name. */
    INVALID_FILENAME(20, "invalid file name"),
    /** Symbolic links lead in a circle. */
    LINK_LOOP(21, "too many symbolic links"),
    /** It can't be deleted. */
    CANNOT_DELETE(22, "cannot delete"),
    /** A field's value makes no sense. */
    INVALID_PARAMETER(23, "invalid parameter"),
    /** It is a directory. */
    FILE_IS_A_DIRECTORY(24, "is a directory"),
    /** A code that none of the drafts knows; {@link SFTPException#code()} has it. */
    UNKNOWN(-1, "unknown status");

    private static final SFTPStatus[] ALL = values();

    private final int code;
    private final String text;

    SFTPStatus(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The number on the wire; −1 for {@link #UNKNOWN}. */
    public int code() {
        return code;
    }

    /** In words. */
    public String text() {
        return text;
    }

    /** The status with this code, {@link #UNKNOWN} if there is none. */
    public static SFTPStatus of(long code) {
        return code >= 0 && code < ALL.length - 1 ? ALL[(int) code] : UNKNOWN; // in the order of their codes
    }
}
