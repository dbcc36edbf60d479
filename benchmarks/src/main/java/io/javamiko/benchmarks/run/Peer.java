package io.javamiko.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A client to be measured: a library on a JDK, or a program.
 *
 * @param name for people: {@code "Javamiko, JDK 17"}
 * @param command of the process that speaks a worker's lines
 */
public record Peer(String name, List<String> command) {
    private static final List<String> JAVA_LIBRARIES = List.of("javamiko", "mina", "sshj", "jsch");

    /** Keeps a copy. */
    public Peer {
        command = List.copyOf(command);
    }

    /** The libraries on each JDK, ours first, and then the programs. */
    static List<Peer> all(List<JDK> jdks) {
        var peers = new ArrayList<Peer>();
        for (var library : JAVA_LIBRARIES) {
            for (var jdk : jdks) {
                peers.add(new Peer(library + " " + jdk.feature(), worker(jdk, library)));
            }
        }
        for (var jdk : jdks) {
            peers.add(new Peer("floor " + jdk.feature(), worker(jdk, "floor")));
        }
        peers.add(new Peer("openssh", worker(jdks.get(0), "openssh")));
        return peers;
    }

    private static List<String> worker(JDK jdk, String client) {
        return jdk.command("io.javamiko.benchmarks.worker.WorkerMain", client);
    }

    /**
     * A JDK to measure on.
     *
     * @param feature 17 or later
     * @param java its launcher
     */
    public record JDK(int feature, Path java) {
        private static final String FEATURE = "java.specification.version = ";

        /** The one that runs this. */
        public static JDK current() {
            return new JDK(Runtime.version().feature(), Path.of(System.getProperty("java.home"), "bin", "java"));
        }

        /** Asks a launcher for its version. */
        public static JDK of(Path launcher) throws IOException, InterruptedException {
            var process = new ProcessBuilder(launcher.toString(), "-XshowSettings:properties", "-version")
                    .redirectErrorStream(true)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return text.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith(FEATURE))
                    .map(line -> new JDK(Integer.parseInt(line.substring(FEATURE.length())), launcher))
                    .findFirst()
                    .orElseThrow(() -> new IOException(launcher + " is no Java launcher"));
        }

        /** A process of a class of this module's, with its class path. */
        public List<String> command(String main, String... arguments) {
            var words = new ArrayList<>(List.of(java.toString(), "-Xmx1g"));
            words.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
            words.addAll(List.of(arguments));
            return words;
        }
    }
}
