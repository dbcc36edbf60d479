package io.javamiko.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The ssh-keygen of this machine, run in a directory. */
public record SSHKeygen(Path directory) {
    /**
     * How it ended.
     *
     * @param text what it wrote to both outputs
     */
    public record Ended(int exit, String text) {
        public String successful() {
            assertThat(exit).as(text).isZero();
            return text;
        }
    }

    /** Runs it with nothing to read. */
    public Ended run(String... arguments) throws Exception {
        return run(Path.of("/dev/null"), arguments);
    }

    /** Runs it; {@code input} is what it reads. */
    public Ended run(Path input, String... arguments) throws Exception {
        var command =
                Stream.concat(Stream.of("ssh-keygen"), Stream.of(arguments)).toList();
        Path output = Files.createTempFile(directory, "output", "");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(input.toFile());
        builder.environment().put("TZ", "UTC");
        builder.environment().remove("SSH_AUTH_SOCK");
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Writes a file in the directory. */
    public Path write(String name, byte[] bytes) throws Exception {
        return Files.write(directory.resolve(name), bytes);
    }

    /** Writes a file in the directory. */
    public Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }
}
