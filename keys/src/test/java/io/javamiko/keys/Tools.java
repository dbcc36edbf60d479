package io.javamiko.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine in a folder, to their end. */
final class Tools {
    private final Path directory;

    Tools(Path directory) {
        this.directory = directory;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** What it said, if it was successful. */
    String run(String... command) throws Exception {
        return run(List.of(command));
    }

    String run(List<String> command) throws Exception {
        Path output = directory.resolve(".output");
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(command + ": " + text).isZero();
        return text;
    }

    /** An algorithm that a key signs with, a legacy one too. */
    static String algorithm(SSHKeyPair pair) {
        var algorithms = pair.signatureAlgorithms();
        return algorithms.isEmpty() ? pair.publicKey().type() : algorithms.get(0);
    }

    /** Keys of the types that other formats than OpenSSH's know. */
    static List<SSHKeyPair> usualKeys() {
        return TestKeys.all().stream()
                .filter(pair -> !pair.publicKey().type().startsWith("ssh-mldsa"))
                .toList();
    }

    /** A file with a passphrase for puttygen, which takes none on its command line. */
    String passphraseFile(String passphrase) throws Exception {
        Files.writeString(path("passphrase"), passphrase);
        return "passphrase";
    }
}
