package io.javamiko.benchmarks.run;

import java.io.IOException;

/** The servers that there are; whoever starts one closes it. */
public final class Servers {
    private Servers() {}

    /** OpenSSH's sshd. */
    public static Server sshd() throws IOException {
        return Sshd.start();
    }
}
