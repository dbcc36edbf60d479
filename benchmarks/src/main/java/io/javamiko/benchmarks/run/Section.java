package io.javamiko.benchmarks.run;

import java.io.IOException;
import java.util.List;

/** Scenarios that belong together, and what they need: servers, files. */
public interface Section extends AutoCloseable {
    /** Its word on the command line. */
    String name();

    /** Prepares, and says what is to be played. */
    List<Scenario> scenarios(Plan plan) throws IOException;

    /** Ends what was prepared. */
    @Override
    void close() throws IOException;
}
