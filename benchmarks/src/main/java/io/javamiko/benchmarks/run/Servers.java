package io.javamiko.benchmarks.run;

import io.javamiko.benchmarks.run.Peer.JDK;
import java.io.IOException;

/** The servers that there are; whoever starts one closes it. */
public final class Servers {
    private Servers() {}

    /** OpenSSH's sshd. */
    public static Server sshd() throws IOException {
        return Sshd.start();
    }

    /** Ours. */
    public static Server javamiko(JDK jdk) throws IOException {
        return JavaServer.start(jdk, "javamiko");
    }

    /** Apache MINA SSHD. */
    public static Server mina(JDK jdk) throws IOException {
        return JavaServer.start(jdk, "mina");
    }
}
