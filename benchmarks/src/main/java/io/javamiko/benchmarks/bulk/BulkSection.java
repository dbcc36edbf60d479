package io.javamiko.benchmarks.bulk;

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

/** One large file: read through a command, and from and to SFTP. */
public final class BulkSection implements Section {
    private static final List<String> CIPHERS =
            List.of("aes128-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes256-ctr");
    private static final int MEBIBYTE = 1 << 20;

    private final List<Server> servers = new ArrayList<>();
    private Path source;
    private long bytes;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public List<Scenario> scenarios(Plan plan) throws IOException {
        bytes = (long) plan.choose(1024, 256, 1) * MEBIBYTE;
        source = Sample.file(plan.folder().resolve("bulk"), bytes);
        servers.add(Servers.sshd());
        for (var jdk : plan.jdks()) {
            servers.add(Servers.javamiko(jdk));
            servers.add(Servers.mina(jdk));
        }
        var all = new ArrayList<Scenario>();
        for (var server : servers) {
            boolean every = !plan.quick() || server == servers.get(0);
            for (var cipher : every ? CIPHERS : CIPHERS.subList(0, 1)) {
                all.add(new Scenario("exec cat", server, cipher, bytes, this::cat));
                all.add(new Scenario("SFTP get", server, cipher, bytes, this::get));
                all.add(new Scenario("SFTP put", server, cipher, bytes, this::put));
            }
        }
        return all;
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

    @Override
    public void close() throws IOException {
        for (var server : servers) {
            server.close();
        }
    }
}
