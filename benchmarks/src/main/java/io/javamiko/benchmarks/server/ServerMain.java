package io.javamiko.benchmarks.server;

import java.nio.file.Path;

/**
 * A server that is measured. Says {@code ready} and its port with a tab between, and serves until its input ends: whoever
 * has the user's key, any of the machine's files, the commands of {@link Commands}, and forwarding.
 */
public final class ServerMain {
    private ServerMain() {}

    /** @param arguments {@code javamiko} or {@code mina}, the host key's file, authorized_keys */
    public static void main(String[] arguments) throws Exception {
        var hostKey = Path.of(arguments[1]);
        var authorizedKeys = Path.of(arguments[2]);
        int port = switch (arguments[0]) {
            case "javamiko" -> JavamikoServer.start(hostKey, authorizedKeys);
            case "mina" -> MinaServer.start(hostKey, authorizedKeys);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        System.out.println("ready\t" + port);
        System.out.flush();
        while (System.in.read() >= 0) {
            // until its input ends
        }
        System.exit(0);
    }
}
