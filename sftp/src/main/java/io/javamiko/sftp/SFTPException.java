package io.javamiko.sftp;

import io.javamiko.SSHException;
import io.javamiko.Sanitised;

/**
 * The server refused a request, and the session goes on: {@link #status()} for programs, {@link #serverMessage()} for
 * people. Thrown by an {@code SFTPFiles} of a server it is the status that the client gets.
 */
public class SFTPException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final long code;
    private final String serverMessage;
    private final String path;

    /**
     * What a server answered.
     *
     * @param operation what was asked for, as a verb: {@code "open"}
     * @param path what it was asked for, or "" if it has no path
     * @param code the number on the wire
     * @param serverMessage the server's text as it came; kept sanitised
     */
    public SFTPException(String operation, String path, long code, String serverMessage) {
        super(describe(operation, path, code, Sanitised.of(serverMessage)));
        this.code = code;
        this.serverMessage = Sanitised.of(serverMessage);
        this.path = path;
    }

    /** What a server's file system answers: this status and this text, which the client gets to read. */
    public SFTPException(SFTPStatus status, String message) {
        super(message);
        this.code = status.code();
        this.serverMessage = message;
        this.path = "";
    }

    /** Why; {@link SFTPStatus#UNKNOWN} for a code of the server's own. */
    public SFTPStatus status() {
        return SFTPStatus.of(code);
    }

    /** The code as it came, 0…2³²−1. */
    public long code() {
        return code;
    }

    /** The server's own words, made safe to show; often no more than the code's name, sometimes empty. */
    public String serverMessage() {
        return serverMessage;
    }

    /** The path that was asked for, as it was given to the call; "" if it has none. */
    public String path() {
        return path;
    }

    static String what(String operation, String path) {
        return path.isEmpty() ? operation : operation + " \"" + Sanitised.of(path) + '"';
    }

    private static String describe(String operation, String path, long code, String serverMessage) {
        var status = SFTPStatus.of(code);
        String what = what(operation, path);
        String name = status == SFTPStatus.UNKNOWN ? "status " + code : status.text();
        String says = serverMessage.isEmpty() || serverMessage.equalsIgnoreCase(status.text())
                ? ""
                : " (the server says \"" + serverMessage + "\")";
        String hint = status == SFTPStatus.FAILURE
                ? "; SFTP has no code of its own for a name that exists, a directory that is not empty, or a full disk"
                : "";
        return what + ": " + name + says + hint;
    }
}
