package io.javamiko.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts one of them; it runs until it is killed. */
public final class Peers {
    private static final String USAGE = """
            usage: ./bench peer mina-sshd PORT HOST_KEY AUTHORIZED_KEYS ROOT    Apache MINA SSHD as a server
                   ./bench peer mina-ssh CONTROL USER_KEY                       and as a client
                   ./bench peer jsch CONTROL USER_KEY                           JSch
            A client connects to each port of the loopback address whose number a connection to port CONTROL says.""";
    private static final int SOON = 30_000; // milliseconds

    private Peers() {}

    /** Runs what the arguments name; exit status 2 if they can't be understood. */
    public static void main(String[] arguments) throws Exception {
        var what = arguments.length < 3 ? "" : arguments[0];
        switch (what) {
            case "mina-sshd" ->
                MinaPeer.serve(
                        Integer.parseInt(arguments[1]),
                        Path.of(arguments[2]),
                        Path.of(arguments[3]),
                        Path.of(arguments[4]));
            case "mina-ssh" -> {
                var peer = MinaPeer.client(Path.of(arguments[2]));
                clients(Integer.parseInt(arguments[1]), peer::login);
            }
            case "jsch" -> clients(Integer.parseInt(arguments[1]), port -> jsch(port, arguments[2]));
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    /** Logs in to a port of the loopback address, and runs a command. */
    @FunctionalInterface
    private interface Client {
        void login(int port) throws Exception;
    }

    /** One JVM for all: that starts take a second each would make a run long. */
    private static void clients(int control, Client client) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (var listener = new ServerSocket(control, 100, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (var asking = listener.accept();
                        var in = new BufferedReader(new InputStreamReader(asking.getInputStream(), US_ASCII))) {
                    int port = Integer.parseInt(in.readLine().strip());
                    Callable<Void> login = () -> {
                        client.login(port);
                        return null;
                    };
                    var unused = threads.submit(login);
                }
            }
        }
    }

    private static void jsch(int port, String key) throws Exception {
        var jsch = new JSch();
        jsch.addIdentity(key);
        var session = jsch.getSession("peer", "127.0.0.1", port);
        session.setConfig("StrictHostKeyChecking", "no");
        try {
            session.connect(SOON);
            var exec = (ChannelExec) session.openChannel("exec");
            exec.setCommand("true");
            var in = exec.getInputStream();
            exec.connect(SOON);
            in.readAllBytes();
        } finally {
            session.disconnect();
        }
    }
}
