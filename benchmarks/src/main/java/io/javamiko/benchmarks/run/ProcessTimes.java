package io.javamiko.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU seconds of processes until now, from Linux's /proc.
 *
 * @param own of each process by its id, without its children
 * @param all of the processes that live, and of those that they have waited for
 */
public record ProcessTimes(Map<Long, Double> own, double all) {
    /** Of no process. */
    public static final ProcessTimes NONE = new ProcessTimes(Map.of(), 0);

    private static final double TICKS = 100; // a second
    private static final int USER =
            11; // of the fields behind the name: utime, stime, then the children's, cutime and cstime

    /** Reads them; a process that has just ended is passed over. */
    public static ProcessTimes of(List<ProcessHandle> processes) {
        var own = new HashMap<Long, Double>();
        double all = 0;
        for (var process : processes) {
            try {
                var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
                var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                double itself = seconds(fields, USER);
                own.put(process.pid(), itself);
                all += itself + seconds(fields, USER + 2);
            } catch (IOException e) {
                // it has ended, and its parent has its time now
            }
        }
        return new ProcessTimes(Map.copyOf(own), all);
    }

    private static double seconds(String[] fields, int first) {
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS;
    }

    /** What the process spent that spent most since then, of those that lived then and live now. */
    public double busiestSince(ProcessTimes before) {
        return own.entrySet().stream()
                .filter(one -> before.own.containsKey(one.getKey()))
                .mapToDouble(one -> one.getValue() - before.own.get(one.getKey()))
                .max()
                .orElse(0);
    }
}
