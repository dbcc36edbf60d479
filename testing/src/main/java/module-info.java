/** Fixtures for tests; not published. */
module io.javamiko.testing {
    requires transitive io.javamiko;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires java.management;

    exports io.javamiko.testing;
}
