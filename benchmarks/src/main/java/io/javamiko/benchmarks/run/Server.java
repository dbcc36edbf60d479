package io.javamiko.benchmarks.run;

import io.javamiko.benchmarks.worker.Target;
import java.io.IOException;

/** A server that is logged in to, in processes of its own. */
public interface Server extends AutoCloseable {
    /** Its name, for people. */
    String name();

    /** Where a client logs in. */
    Target target(String cipher);

    /** CPU seconds that its processes have spent until now; of what has ended nothing is known. */
    double cpu();

    @Override
    void close() throws IOException;
}
