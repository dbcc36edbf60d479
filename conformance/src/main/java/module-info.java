/** The conformance kit: holds any SSH server or client against the RFCs, clause by clause. */
module io.javamiko.conformance {
    requires transitive io.javamiko.transport;
    requires org.bouncycastle.provider;

    exports io.javamiko.conformance;
    exports io.javamiko.conformance.checks;
    exports io.javamiko.conformance.peer;
}
