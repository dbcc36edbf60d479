package io.javamiko.benchmarks.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The programs {@code ssh} and {@code sftp}; each of their figures has a start and a login in it. */
final class OpenSSHClient implements Client {
    private Target target;

    @Override
    public String version() {
        return Programs.version("ssh");
    }

    @Override
    public void connect(Target to) {
        target = to;
    }

    @Override
    public void close() {
        target = null; // each program is a connection of its own
    }

    private record Command(Process process) implements Streams {
        @Override
        public InputStream in() {
            return process.getInputStream();
        }

        @Override
        public OutputStream out() {
            return process.getOutputStream();
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            Programs.end(process);
        }
    }

    @Override
    public Streams exec(String command) throws IOException {
        return new Command(start(ProcessBuilder.Redirect.PIPE, "ssh", "-p", "-T", command));
    }

    @Override
    public Streams forward(int port) throws IOException {
        return new Command(start(ProcessBuilder.Redirect.PIPE, "ssh", "-p", "-W" + Target.HOST + ":" + port));
    }

    @Override
    public long cat(Path remote) throws IOException {
        Programs.end(start(ProcessBuilder.Redirect.DISCARD, "ssh", "-p", "-n", "cat " + remote));
        return UNKNOWN;
    }

    @Override
    public void get(Path remote, Path local) throws IOException {
        batch("get %s %s\n".formatted(remote, local));
    }

    @Override
    public void put(Path local, Path remote) throws IOException {
        batch("put %s %s\n".formatted(local, remote));
    }

    @Override
    public void getTree(Path remote, Path local) throws IOException {
        batch("get -R %s %s\n".formatted(remote, local));
    }

    @Override
    public void putTree(Path local, Path remote) throws IOException {
        batch("mkdir %2$s\nput -R %1$s/. %2$s\n".formatted(local, remote));
    }

    @Override
    public void stats(List<String> remote) throws IOException {
        batch(remote.stream().map(path -> "ls -ld " + path + "\n").collect(Collectors.joining()));
    }

    private void batch(String lines) throws IOException {
        var process = start(ProcessBuilder.Redirect.DISCARD, "sftp", "-P", "-b-");
        try (var in = process.getOutputStream()) {
            in.write(lines.getBytes(UTF_8));
        }
        Programs.end(process);
    }

    private Process start(ProcessBuilder.Redirect output, String program, String port, String flag, String... rest)
            throws IOException {
        var words = new ArrayList<>(List.of(program, port, Integer.toString(target.port()), flag, "-q", "-F", "none"));
        words.addAll(List.of("-i", target.key().toString(), "-c", target.cipher()));
        for (var option : List.of(
                "MACs=" + Target.MAC,
                "User=" + target.user(),
                "StrictHostKeyChecking=no",
                "UserKnownHostsFile=/dev/null",
                "IdentitiesOnly=yes",
                "BatchMode=yes")) {
            words.addAll(List.of("-o", option));
        }
        words.add(Target.HOST);
        words.addAll(List.of(rest));
        return new ProcessBuilder(words)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
