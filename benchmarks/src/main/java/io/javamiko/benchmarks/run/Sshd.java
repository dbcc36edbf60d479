package io.javamiko.benchmarks.run;

import io.javamiko.benchmarks.worker.Target;
import io.javamiko.testing.OpenSSHServer;
import java.io.IOException;

/** OpenSSH's sshd. */
final class Sshd implements Server {
    private final OpenSSHServer sshd;

    private Sshd(OpenSSHServer sshd) {
        this.sshd = sshd;
    }

    static Sshd start() throws IOException {
        try {
            return new Sshd(OpenSSHServer.start(
                    s -> s.line("Ciphers " + String.join(",", Server.CIPHERS)).line("MACs " + Target.MAC)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public String name() {
        return "sshd";
    }

    @Override
    public Target target(String cipher) {
        return new Target(sshd.port(), sshd.user(), sshd.userKey("rsa"), sshd.knownHosts(), cipher);
    }

    @Override
    public double cpu() {
        return ProcessTimes.of(sshd.processes()).all();
    }

    @Override
    public ProcessTimes times() {
        return ProcessTimes.of(sshd.processes());
    }

    @Override
    public void close() {
        sshd.close();
    }
}
