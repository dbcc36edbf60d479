package io.javamiko.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client to be measured: a library on a JDK, or a program.
 *
 * @param name for people: {@code "Javamiko, JDK 17"}
 * @param command of the process that speaks a worker's lines
 */
public record Peer(String name, List<String> command) {
    private static final String OURS = "javamiko";
    private static final List<String> JAVA_LIBRARIES = List.of(OURS, "mina", "sshj", "jsch");
    private static final String SCRIPT = script(); // Debian's Python runs it, as Debian's packages are for that one

    /** Keeps a copy. */
    public Peer {
        command = List.copyOf(command);
    }

    /** The libraries on each JDK, ours first, and then the programs. */
    static List<Peer> all(List<JDK> jdks, boolean quick) {
        var peers = new ArrayList<Peer>();
        var newest = jdks.get(jdks.size() - 1);
        for (var library : JAVA_LIBRARIES) {
            for (var jdk : quick && !library.equals(OURS) ? List.of(newest) : jdks) {
                peers.add(new Peer(library + " " + jdk.feature(), worker(jdk, library)));
            }
        }
        for (var jdk : jdks) {
            peers.add(new Peer("floor " + jdk.feature(), worker(jdk, "floor")));
        }
        peers.add(new Peer("openssh", worker(newest, "openssh")));
        peers.add(new Peer("putty", worker(newest, "putty")));
        peers.add(python("paramiko"));
        peers.add(python("asyncssh"));
        return peers;
    }

    private static Peer python(String library) {
        return new Peer(library, List.of("/usr/bin/python3", "-W", "ignore", "-c", SCRIPT, library));
    }

    private static String script() {
        try (var in = Peer.class.getResourceAsStream("worker.py")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first word of its name: the library or program, without the JDK. */
    public String library() {
        return name.split(" ", 2)[0];
    }

    /** Whether it is this library. */
    public boolean isOurs() {
        return library().equals(OURS);
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
        private static final Path HOMES = Path.of("/usr/lib/jvm");
        private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+).*");

        /** The one that runs this. */
        public static JDK current() {
            return new JDK(Runtime.version().feature(), Path.of(System.getProperty("java.home"), "bin", "java"));
        }

        /** Reads the version of the JDK that a launcher belongs to. */
        public static JDK of(Path launcher) throws IOException {
            var real = launcher.toRealPath();
            try (var lines = Files.lines(real.resolveSibling("../release"))) {
                return lines.map(RELEASE::matcher)
                        .filter(Matcher::lookingAt)
                        .map(line -> new JDK(Integer.parseInt(line.group(1)), real))
                        .findFirst()
                        .orElseThrow(() -> new IOException(launcher + " is no Java launcher"));
            }
        }

        /** Those of 17 or later where Linux keeps them, and the one that runs this; the oldest first, one a version. */
        public static List<JDK> present() throws IOException {
            var found = new TreeMap<Integer, JDK>();
            if (Files.isDirectory(HOMES)) {
                try (var homes = Files.newDirectoryStream(HOMES)) {
                    for (var home : homes) {
                        var launcher = home.resolve("bin/java");
                        if (Files.exists(launcher) && Files.exists(home.resolve("release"))) {
                            var jdk = of(launcher);
                            found.put(jdk.feature(), jdk);
                        }
                    }
                }
            }
            var current = current();
            found.put(current.feature(), current);
            return List.copyOf(found.tailMap(17).values());
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
