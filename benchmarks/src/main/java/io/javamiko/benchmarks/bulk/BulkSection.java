package io.javamiko.benchmarks.bulk;

import io.javamiko.benchmarks.run.Peer;
import io.javamiko.benchmarks.run.Plan;
import io.javamiko.benchmarks.run.Sample;
import io.javamiko.benchmarks.run.Scenario;
import io.javamiko.benchmarks.run.Section;
import io.javamiko.benchmarks.run.Server;
import io.javamiko.benchmarks.run.Servers;
import io.javamiko.benchmarks.run.Turn;
import io.javamiko.benchmarks.run.Worker.UnsupportedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One large file: read through a command, from and to SFTP, both at once; and a stream through a forwarded connection. */
public final class BulkSection implements Section {
    private static final int MEBIBYTE = 1 << 20;
    /** Who plays on our server and on MINA's. */
    private static final Set<String> ELSEWHERE = Set.of("javamiko", "mina", "sshj", "jsch", "openssh");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Path source;
    private long bytes;
    private OtherEnd sender;
    private OtherEnd receiver;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public List<Scenario> scenarios(Plan plan) throws IOException {
        bytes = (long) plan.choose(1024, 256, 1) * MEBIBYTE;
        source = Sample.file(plan.folder().resolve("bulk"), bytes);
        sender = opened(OtherEnd.sender(bytes));
        receiver = opened(OtherEnd.receiver(bytes));
        var all = new ArrayList<Scenario>();
        var sshd = opened(Servers.sshd());
        for (var cipher : Server.CIPHERS) {
            add(all, sshd, cipher, !plan.quick() || cipher.equals(Server.CIPHERS.get(0)), peer -> true);
        }
        var jdks = plan.jdks();
        for (var jdk : plan.quick() ? jdks.subList(jdks.size() - 1, jdks.size()) : jdks) {
            for (var server : List.of(opened(Servers.javamiko(jdk)), opened(Servers.mina(jdk)))) {
                for (var cipher : plan.quick() ? Server.CIPHERS.subList(0, 1) : Server.CIPHERS) {
                    add(all, server, cipher, !plan.quick(), peer -> ELSEWHERE.contains(peer.library()));
                }
            }
        }
        return all;
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }

    private void add(List<Scenario> all, Server server, String cipher, boolean more, Predicate<Peer> who) {
        all.add(new Scenario("exec cat", server, cipher, bytes, this::cat, who));
        all.add(new Scenario("SFTP get", server, cipher, bytes, this::get, who));
        all.add(new Scenario("SFTP put", server, cipher, bytes, this::put, who));
        if (more) {
            all.add(new Scenario("SFTP get and put at once", server, cipher, 2 * bytes, this::both, who));
            all.add(new Scenario("forwarded stream, down", server, cipher, bytes, this::receive, who));
            all.add(new Scenario("forwarded stream, up", server, cipher, bytes, this::send, who));
        }
    }

    private Map<String, Double> cat(Turn turn) throws IOException, UnsupportedException {
        return turn.ask("cat", "remote", source, "bytes", bytes);
    }

    private Map<String, Double> get(Turn turn) throws IOException, UnsupportedException {
        var copy = source.resolveSibling("copy");
        var figures = turn.ask("get", "remote", source, "local", copy);
        Sample.arrived(source, copy);
        return figures;
    }

    private Map<String, Double> put(Turn turn) throws IOException, UnsupportedException {
        var copy = source.resolveSibling("copy");
        var figures = turn.ask("put", "local", source, "remote", copy);
        Sample.arrived(source, copy);
        return figures;
    }

    private Map<String, Double> both(Turn turn) throws IOException, UnsupportedException {
        var down = source.resolveSibling("down");
        var up = source.resolveSibling("up");
        var figures = turn.ask("both", "remote", source, "local", down, "source", source, "target", up);
        Sample.arrived(source, down);
        Sample.arrived(source, up);
        return figures;
    }

    private Map<String, Double> receive(Turn turn) throws IOException, UnsupportedException {
        return turn.ask("receive", "to", sender.port(), "bytes", bytes);
    }

    private Map<String, Double> send(Turn turn) throws IOException, UnsupportedException {
        return turn.ask("send", "to", receiver.port(), "bytes", bytes);
    }

    @Override
    public void close() throws IOException {
        for (var one : opened) {
            try {
                one.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
