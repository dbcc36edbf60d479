/** Key agreement maths, packet protection and the algorithm tables. */
@SuppressWarnings("module") // the modules below are compiled after this one
module io.javamiko.crypto {
    requires transitive io.javamiko.wire;
    requires org.bouncycastle.provider;
    requires org.slf4j;

    exports io.javamiko.crypto.agreement;
    exports io.javamiko.crypto to
            io.javamiko.keys,
            io.javamiko.transport,
            io.javamiko.client,
            io.javamiko.server,
            io.javamiko.cli,
            io.javamiko.conformance,
            io.javamiko.testing;
    exports io.javamiko.crypto.packet to
            io.javamiko.transport,
            io.javamiko.client,
            io.javamiko.server,
            io.javamiko.cli,
            io.javamiko.conformance,
            io.javamiko.testing;
}
