/** The SSH transport, authentication and connection protocols (RFC 4253, 4252, 4254). */
@SuppressWarnings("module") // the modules below are compiled after this one
module io.javamiko.transport {
    requires transitive io.javamiko.keys;
    requires transitive io.javamiko.crypto;
    requires org.slf4j;

    exports io.javamiko.auth;
    exports io.javamiko.connection;
    exports io.javamiko.connection.forward;
    exports io.javamiko.transcript;
    exports io.javamiko.transport;
    exports io.javamiko.transport.kex;
    exports io.javamiko.transport.io to
            io.javamiko.client,
            io.javamiko.server,
            io.javamiko.cli,
            io.javamiko.conformance,
            io.javamiko.testing;
}
