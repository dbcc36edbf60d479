package io.javamiko.cli;

import java.util.Arrays;
import java.util.Optional;

/** The commands of {@code sftp}: what help says, and what completion has to know. */
enum SFTPVerb {
    BYE("bye", "", "Quit sftp", Side.NONE),
    CD("cd", "[path]", "Change remote directory to 'path'", Side.REMOTE),
    CHGRP("chgrp", "[-h] grp path", "Change group of file 'path' to 'grp'", Side.REMOTE),
    CHMOD("chmod", "[-h] mode path", "Change permissions of file 'path' to 'mode'", Side.REMOTE),
    CHOWN("chown", "[-h] own path", "Change owner of file 'path' to 'own'", Side.REMOTE),
    DF("df", "[-hi] [path]", "Display statistics of the file system of 'path'", Side.REMOTE),
    EXIT("exit", "", "Quit sftp", Side.NONE),
    GET("get", "[-afpr] remote [local]", "Download file", Side.REMOTE),
    HELP("help", "", "Display this help text", Side.NONE),
    LCD("lcd", "[path]", "Change local directory to 'path'", Side.LOCAL),
    LLS("lls", "[path]", "Display local directory listing", Side.LOCAL),
    LMKDIR("lmkdir", "path", "Create local directory", Side.LOCAL),
    LN("ln", "[-s] oldpath newpath", "Link remote file (-s for symlink)", Side.REMOTE),
    LPWD("lpwd", "", "Print local working directory", Side.NONE),
    LS("ls", "[-1afhlnrSt] [path]", "Display remote directory listing", Side.REMOTE),
    MGET("mget", "[-afpr] remote... [local]", "Download files", Side.REMOTE),
    MKDIR("mkdir", "path", "Create remote directory", Side.REMOTE),
    MPUT("mput", "[-afpr] local... [remote]", "Upload files", Side.LOCAL),
    PROGRESS("progress", "", "Toggle display of progress meter", Side.NONE),
    PUT("put", "[-afpr] local [remote]", "Upload file", Side.LOCAL),
    PWD("pwd", "", "Display remote working directory", Side.NONE),
    QUIT("quit", "", "Quit sftp", Side.NONE),
    REGET("reget", "[-fpr] remote [local]", "Resume download file", Side.REMOTE),
    RENAME("rename", "[-l] oldpath newpath", "Rename remote file", Side.REMOTE),
    REPUT("reput", "[-fpr] local [remote]", "Resume upload file", Side.LOCAL),
    RM("rm", "path", "Delete remote file", Side.REMOTE),
    RMDIR("rmdir", "path", "Remove remote directory", Side.REMOTE),
    STAT("stat", "[-L] path", "Display what the server knows of 'path' (-L: of what it links to)", Side.REMOTE),
    SYMLINK("symlink", "oldpath newpath", "Symlink remote file", Side.REMOTE),
    VERSION("version", "", "Show SFTP version", Side.NONE);

    /** Whose names complete its arguments. */
    enum Side {
        NONE,
        LOCAL,
        REMOTE
    }

    private final String word;
    private final String usage;
    private final String help;
    private final Side side;

    SFTPVerb(String word, String usage, String help, Side side) {
        this.word = word;
        this.usage = usage;
        this.help = help;
        this.side = side;
    }

    /** The command of a word; {@code ?} is help, {@code dir} is ls. */
    static Optional<SFTPVerb> of(String word) {
        String name = word.equals("?") ? "help" : word.equals("dir") ? "ls" : word;
        return Arrays.stream(values()).filter(verb -> verb.word.equals(name)).findFirst();
    }

    String word() {
        return word;
    }

    Side side() {
        return side;
    }

    /** How it is written: its words and what they stand for. */
    String usage() {
        return (word + " " + usage).strip();
    }

    /** All of them, a line each. */
    static String helpText() {
        var text = new StringBuilder("Available commands:\n");
        for (var verb : values()) {
            text.append(String.format("%-36s%s%n", verb.usage(), verb.help));
        }
        return text.append(String.format(
                        "%-36s%s%n%-36s%s%n",
                        "!command", "Execute 'command' in local shell", "!", "Escape to local shell"))
                .toString();
    }
}
