package io.javamiko.benchmarks.bulk;

import com.sun.management.OperatingSystemMXBean;
import io.javamiko.testing.OpenSSHServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** CPU seconds that were spent until now by the client, this process and the programs it has waited for, and by sshd. */
final class CPUClock {
    private static final double TICKS = 100; // a second, in /proc on Linux
    private static final int CHILDREN_USER = 13; // of /proc/self/stat behind the name: cutime, then cstime

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final OpenSSHServer sshd;

    CPUClock(OpenSSHServer sshd) {
        this.sshd = sshd;
    }

    double client() throws IOException {
        return system.getProcessCpuTime() / 1e9 + programs();
    }

    /** What has ended is not counted. */
    double server() {
        return sshd.processes().stream()
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toNanos)
                        .sum()
                / 1e9;
    }

    private static double programs() throws IOException {
        var stat = Files.readString(Path.of("/proc/self/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1])) / TICKS;
    }
}
