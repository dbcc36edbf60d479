package io.javamiko.conformance.checks.sftp;

import java.util.Map;

/** Numbers of SFTP version 3 (draft-ietf-secsh-filexfer-02 §3, §6.3, §7), the kit's own: they are not those of what is tested. */
public final class FXP {
    public static final int INIT = 1;
    public static final int VERSION = 2;
    public static final int OPEN = 3;
    public static final int CLOSE = 4;
    public static final int READ = 5;
    public static final int WRITE = 6;
    public static final int LSTAT = 7;
    public static final int FSTAT = 8;
    public static final int SETSTAT = 9;
    public static final int FSETSTAT = 10;
    public static final int OPENDIR = 11;
    public static final int READDIR = 12;
    public static final int REMOVE = 13;
    public static final int MKDIR = 14;
    public static final int RMDIR = 15;
    public static final int REALPATH = 16;
    public static final int STAT = 17;
    public static final int RENAME = 18;
    public static final int READLINK = 19;
    public static final int SYMLINK = 20;
    public static final int STATUS = 101;
    public static final int HANDLE = 102;
    public static final int DATA = 103;
    public static final int NAME = 104;
    public static final int ATTRS = 105;
    public static final int EXTENDED = 200;
    public static final int EXTENDED_REPLY = 201;

    public static final int OK = 0;
    public static final int EOF = 1;
    public static final int NO_SUCH_FILE = 2;
    public static final int PERMISSION_DENIED = 3;
    public static final int FAILURE = 4;
    public static final int BAD_MESSAGE = 5;
    public static final int OP_UNSUPPORTED = 8;

    /** Flags of OPEN (§6.3). */
    public static final int F_READ = 1;

    public static final int F_WRITE = 2;
    public static final int F_APPEND = 4;
    public static final int F_CREAT = 8;
    public static final int F_TRUNC = 16;
    public static final int F_EXCL = 32;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(INIT, "INIT"),
            Map.entry(VERSION, "VERSION"),
            Map.entry(OPEN, "OPEN"),
            Map.entry(CLOSE, "CLOSE"),
            Map.entry(READ, "READ"),
            Map.entry(WRITE, "WRITE"),
            Map.entry(LSTAT, "LSTAT"),
            Map.entry(FSTAT, "FSTAT"),
            Map.entry(SETSTAT, "SETSTAT"),
            Map.entry(FSETSTAT, "FSETSTAT"),
            Map.entry(OPENDIR, "OPENDIR"),
            Map.entry(READDIR, "READDIR"),
            Map.entry(REMOVE, "REMOVE"),
            Map.entry(MKDIR, "MKDIR"),
            Map.entry(RMDIR, "RMDIR"),
            Map.entry(REALPATH, "REALPATH"),
            Map.entry(STAT, "STAT"),
            Map.entry(RENAME, "RENAME"),
            Map.entry(READLINK, "READLINK"),
            Map.entry(SYMLINK, "SYMLINK"),
            Map.entry(STATUS, "STATUS"),
            Map.entry(HANDLE, "HANDLE"),
            Map.entry(DATA, "DATA"),
            Map.entry(NAME, "NAME"),
            Map.entry(ATTRS, "ATTRS"),
            Map.entry(EXTENDED, "EXTENDED"),
            Map.entry(EXTENDED_REPLY, "EXTENDED_REPLY"));

    private FXP() {}

    /** The name of a type. */
    public static String name(int type) {
        return NAMES.getOrDefault(type, "type " + type);
    }
}
