package io.javamiko.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** An account of the system for one server, with a password; only root can make one. */
final class ThrowawayAccount {
    static final String PASSWORD = "Throwaway-1";

    private ThrowawayAccount() {}

    static void make(String name, Path home) throws IOException, InterruptedException {
        if (!isRoot()) {
            throw new AssertionError("only root can make the throwaway account that this test needs");
        }
        Program.of(Program.find("useradd"), "-M", "-d", home.toString(), "-s", Program.find("bash"), name)
                .run()
                .successful();
        Program.of(Program.find("chpasswd"))
                .input((name + ":" + PASSWORD).getBytes(UTF_8))
                .run()
                .successful();
        Program.of(Program.find("chown"), "-R", name, home.toString()).run().successful();
    }

    /** What removes it, in words of the shell. */
    static String removal(String name) {
        return "userdel " + name + " 2>/dev/null || { sleep 0.5; userdel -f " + name + "; }";
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
