/** The conformance kit as dynamic tests of JUnit. */
module io.javamiko.conformance.junit {
    requires transitive io.javamiko.conformance;
    requires transitive org.junit.jupiter.api;

    exports io.javamiko.conformance.junit;
}
