package io.javamiko.benchmarks.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Wall time, and the CPU time of this process and of the programs that it has waited for; since it was made, in seconds. */
final class Clock {
    private static final double TICKS = 100; // a second, in /proc on Linux
    private static final int CHILDREN_USER = 13; // of /proc/self/stat behind the name: cutime, then cstime

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final double cpuBefore = cpuNow();
    private final long wallBefore = System.nanoTime();

    Clock() throws IOException {}

    double wall() {
        return (System.nanoTime() - wallBefore) / 1e9;
    }

    double cpu() throws IOException {
        return cpuNow() - cpuBefore;
    }

    private double cpuNow() throws IOException {
        var stat = Files.readString(Path.of("/proc/self/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double programs = (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1])) / TICKS;
        return system.getProcessCpuTime() / 1e9 + programs;
    }
}
