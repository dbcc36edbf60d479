package io.javamiko.benchmarks.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The programs {@code plink} and {@code psftp}; each of their figures has a start and a login in it. They choose by the kind of
 * cipher alone, so a server that is measured has one of each kind only.
 */
final class PuTTYClient implements Client {
    private static final Map<String, String> KINDS = Map.of(
            "aes128-gcm@openssh.com", "aesgcm",
            "chacha20-poly1305@openssh.com", "chacha20",
            "aes256-ctr", "aes");

    private Path settings; // beside the key, for each server once: the key as PuTTY has it, and what a session may use
    private Target target;
    private List<String> hostKeys;

    @Override
    public String version() {
        return Programs.version("psftp");
    }

    @Override
    public void connect(Target to) throws IOException {
        if (!KINDS.containsKey(to.cipher())) {
            throw Client.unsupported();
        }
        settings = to.key().resolveSibling("putty");
        if (!Files.exists(settings)) {
            Files.createDirectories(settings.resolve("sessions"));
            Programs.said(List.of("puttygen", to.key().toString(), "-O", "private", "-o", key().toString()));
        }
        Files.writeString(
                settings.resolve("sessions/bench"),
                "Cipher=%s,WARN\nKEX=ecdh,dh-group14-sha1,WARN\nHostKey=ed25519,ecdsa,rsa,WARN\n"
                        .formatted(KINDS.get(to.cipher())));
        target = to;
        hostKeys = Programs.said(
                        List.of("ssh-keygen", "-l", "-f", to.knownHosts().toString()))
                .lines()
                .map(line -> line.split(" ", 3)[1])
                .toList();
    }

    private Path key() {
        return settings.resolve("key.ppk");
    }

    @Override
    public void close() {
        // each program is a connection of its own
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
        return new Command(start("plink", ProcessBuilder.Redirect.PIPE, command));
    }

    @Override
    public Streams forward(int port) throws IOException {
        return new Command(start("plink", ProcessBuilder.Redirect.PIPE, "-nc", Target.HOST + ":" + port));
    }

    @Override
    public long cat(Path remote) throws IOException {
        Programs.end(start("plink", ProcessBuilder.Redirect.DISCARD, "cat " + remote));
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
        batch("get -r %s %s\n".formatted(remote, local));
    }

    @Override
    public void putTree(Path local, Path remote) throws IOException {
        batch("put -r %s %s\n".formatted(local, remote));
    }

    private void batch(String lines) throws IOException {
        var process = start("psftp", ProcessBuilder.Redirect.DISCARD);
        try (var in = process.getOutputStream()) {
            in.write((lines + "quit\n").getBytes(UTF_8));
        }
        Programs.end(process);
    }

    /** Options come before the host, a command behind it. */
    private Process start(String program, ProcessBuilder.Redirect output, String... rest) throws IOException {
        var words = new ArrayList<>(List.of(program, "-batch", "-load", "bench", "-P", "" + target.port()));
        words.addAll(List.of("-l", target.user(), "-i", key().toString()));
        hostKeys.forEach(hostKey -> words.addAll(List.of("-hostkey", hostKey)));
        boolean isOption = rest.length > 1;
        if (isOption) {
            words.addAll(List.of(rest));
        }
        words.add(Target.HOST);
        if (!isOption) {
            words.addAll(List.of(rest));
        }
        var builder = new ProcessBuilder(words).redirectOutput(output).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PUTTYDIR", settings.toString());
        return builder.start();
    }
}
