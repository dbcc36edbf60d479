package io.javamiko.benchmarks.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs {@code ssh} and {@code sftp}; each of their figures has a connection in it. */
final class OpenSSH implements BulkPeer {
    @Override
    public String name() {
        return "OpenSSH ssh, sftp";
    }

    @Override
    public Connection connect(Target target) {
        return new Programs(target);
    }

    private record Programs(Target target) implements Connection {
        @Override
        public void cat(Path remote, OutputStream sink) throws Exception {
            var process = start("ssh", "-p", "-n", "127.0.0.1", "cat " + remote);
            process.getInputStream().transferTo(sink);
            end(process);
        }

        @Override
        public void get(Path remote, Path local) throws Exception {
            batch("get %s %s\n".formatted(remote, local));
        }

        @Override
        public void put(Path local, Path remote) throws Exception {
            batch("put %s %s\n".formatted(local, remote));
        }

        private void batch(String line) throws Exception {
            var process = start("sftp", "-P", "-b-", "127.0.0.1");
            try (var in = process.getOutputStream()) {
                in.write(line.getBytes(UTF_8));
            }
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            end(process);
        }

        private Process start(String program, String portFlag, String flag, String... rest) throws IOException {
            var words = new ArrayList<>(List.of(program, portFlag, Integer.toString(target.port()), flag, "-q"));
            words.addAll(List.of("-F", "none", "-i", target.key().toString(), "-c", target.cipher()));
            for (var option : List.of(
                    "User=" + target.user(),
                    "StrictHostKeyChecking=no",
                    "UserKnownHostsFile=/dev/null",
                    "IdentitiesOnly=yes",
                    "BatchMode=yes")) {
                words.addAll(List.of("-o", option));
            }
            words.addAll(List.of(rest));
            return new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        private static void end(Process process) throws Exception {
            if (process.waitFor() != 0) {
                throw new IOException("exit status " + process.exitValue());
            }
        }

        @Override
        public void close() {
            // each program is a connection of its own
        }
    }
}
