package io.javamiko.sftp;

import io.javamiko.sftp.server.RootedFiles;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** How fast it is: {@code java … Figures openssh|memory DIRECTORY}. Figures are for people; no test asks for them. */
final class Figures {
    private static final long SIZE = 1L << 30;
    private static final int FILES = 10_000;

    private Figures() {}

    public static void main(String[] args) throws Exception {
        Path base = Files.createTempDirectory(Path.of(args[1]), "figures");
        Path there = Files.createDirectory(base.resolve("there"));
        Path here = Files.createDirectory(base.resolve("here"));
        fill(here.resolve("big"));
        for (int round = 0; round < 3; round++) {
            try (var session = args[0].equals("memory") ? MemorySession.of(RootedFiles.of(there)) : null;
                    var sftp = session != null ? session.client() : OpenSSHServer.start(there)) {
                measure("put 1 GiB", () -> sftp.put(here.resolve("big"), "big"));
                measure("get 1 GiB to a file", () -> sftp.get("big", here.resolve("back")));
                measure("get 1 GiB to nowhere", () -> sftp.get("big", OutputStream.nullOutputStream()));
                measure("read 1 GiB as a stream", () -> {
                    try (var in = sftp.read("big")) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                });
                if (round == 0) {
                    tree(here.resolve("tree"));
                }
                measure("put 10,000 files", () -> sftp.putTree(here.resolve("tree"), "tree", o -> {}));
                Path target = here.resolve("tree" + round);
                measure("get 10,000 files", () -> sftp.getTree("tree", target, o -> {}));
                measure("10,000 stats", () -> {
                    for (int i = 0; i < FILES; i++) {
                        sftp.stat("big");
                    }
                });
            }
        }
    }

    private static void fill(Path big) throws Exception {
        byte[] part = new byte[1 << 20];
        new Random(1).nextBytes(part);
        try (var out = FileChannel.open(big, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long done = 0; done < SIZE; done += part.length) {
                out.write(ByteBuffer.wrap(part));
            }
        }
    }

    private static void tree(Path tree) throws Exception {
        for (int d = 0; d < 100; d++) {
            Path directory = Files.createDirectories(tree.resolve("d" + d));
            for (int f = 0; f < FILES / 100; f++) {
                Files.write(directory.resolve("f" + f), new byte[1024 + f * 40]);
            }
        }
    }

    interface Action {
        void run() throws Exception;
    }

    private static void measure(String what, Action action) throws Exception {
        double cpu = cpu();
        long began = System.nanoTime();
        action.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%-24s %6.2f s  cpu %6.2f s%n", what, seconds, cpu() - cpu);
    }

    private static double cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }
}
