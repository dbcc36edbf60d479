package io.javamiko.benchmarks;

import io.javamiko.benchmarks.bulk.BulkSection;
import io.javamiko.benchmarks.report.Result;
import io.javamiko.benchmarks.run.Peer.JDK;
import io.javamiko.benchmarks.run.Plan;
import io.javamiko.benchmarks.run.Rounds;
import io.javamiko.benchmarks.run.Sample;
import io.javamiko.benchmarks.run.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ./bench}: measures this library beside others, on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures Javamiko beside other SSH libraries and programs, in one run on this machine.")
public final class Bench implements Callable<Integer> {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final List<Supplier<Section>> SECTIONS = List.of(BulkSection::new);

    @Parameters(paramLabel = "SECTION", description = "bulk; all if none is named")
    private List<String> sections = List.of();

    @Option(names = "--quick", description = "small sizes, few rounds: under 20 minutes for all sections")
    private boolean quick;

    @Option(names = "--tiny", description = "no more than proves that all of it works: one round, tiny sizes")
    private boolean tiny;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds that count; 5, with --quick 3")
    private int rounds;

    @Option(
            names = "--jdk",
            paramLabel = "N",
            description = "17, 25, …, or all that are present; 17 and the newest if nothing is said")
    private String jdk = "";

    @Option(
            names = "--java",
            paramLabel = "FILE",
            split = ",",
            description = "launchers of the JDKs to measure on, the oldest first, in place of --jdk")
    private List<Path> java = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "for results.json and results.html; ${DEFAULT-VALUE}")
    private Path out = Path.of(System.getProperty("benchmarks.results", "results"));

    @Option(names = "--only", paramLabel = "PEER", split = ",", description = "peers whose name begins so, ours first")
    private List<String> only = List.of();

    /** Runs what the arguments say. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory(Files.isDirectory(MEMORY) ? MEMORY : Path.of("/tmp"), "javamiko-bench-");
        try {
            int counting = rounds > 0 ? rounds : tiny ? 1 : quick ? 3 : 5;
            var plan = new Plan(quick || tiny, tiny, counting, tiny ? 0 : quick ? 1 : 2, jdks(), only, folder);
            Output.write(plan, run(plan, sections), out.toAbsolutePath().normalize(), System.out);
            return 0;
        } finally {
            Sample.remove(folder);
        }
    }

    /** Plays sections, all if none is named. */
    static List<Result> run(Plan plan, List<String> names) throws IOException {
        var results = new ArrayList<Result>();
        try (var play = new Rounds(plan, line -> System.err.println("bench: " + line))) {
            for (var supplier : SECTIONS) {
                try (var section = supplier.get()) {
                    if (names.isEmpty() || names.contains(section.name())) {
                        results.addAll(play.play(section));
                    }
                }
            }
        }
        return results;
    }

    private List<JDK> jdks() throws IOException {
        var named = new ArrayList<JDK>();
        for (var launcher : java) {
            named.add(JDK.of(launcher));
        }
        if (!named.isEmpty()) {
            return named;
        }
        var present = JDK.present();
        if (jdk.equals("all")) {
            return present;
        }
        if (jdk.isEmpty()) {
            var ends = List.of(present.get(0), present.get(present.size() - 1));
            return ends.stream().distinct().toList();
        }
        var chosen = present.stream()
                .filter(one -> jdk.equals(Integer.toString(one.feature())))
                .toList();
        if (chosen.isEmpty()) {
            throw new IOException("there is no JDK " + jdk + " here: " + present);
        }
        return chosen;
    }
}
