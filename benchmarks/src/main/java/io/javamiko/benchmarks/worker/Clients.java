package io.javamiko.benchmarks.worker;

import io.javamiko.benchmarks.floor.FloorClient;
import java.util.List;

/** The clients that a worker can be. */
final class Clients {
    static final List<String> NAMES = List.of("javamiko", "mina", "sshj", "jsch", "openssh", "putty", "floor");

    private Clients() {}

    static Client named(String name) {
        return switch (name) {
            case "javamiko" -> new JavamikoClient();
            case "mina" -> new MinaClient();
            case "sshj" -> new SshjClient();
            case "jsch" -> new JschClient();
            case "openssh" -> new OpenSSHClient();
            case "putty" -> new PuTTYClient();
            case "floor" -> new FloorClient();
            default -> throw new IllegalArgumentException(name + " is none of " + NAMES);
        };
    }
}
