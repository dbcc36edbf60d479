package io.javamiko.benchmarks.run;

import io.javamiko.benchmarks.worker.Target;
import java.io.IOException;
import java.util.List;

/** A server that is logged in to, in processes of its own. */
public interface Server extends AutoCloseable {
    /** Those that all are measured with. */
    List<String> CIPHERS = List.of("aes128-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes256-ctr");

    /** Its name, for people. */
    String name();

    /** Where a client logs in. */
    Target target(String cipher);

    /** CPU seconds that its processes have spent until now; of what has ended nothing is known. */
    double cpu();

    /** What each of its processes has spent until now; nothing if nobody can tell them apart. */
    default ProcessTimes times() {
        return ProcessTimes.NONE;
    }

    @Override
    void close() throws IOException;
}
