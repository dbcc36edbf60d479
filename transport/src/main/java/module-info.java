/** The SSH transport, authentication and connection protocols (RFC 4253, 4252, 4254). */
module io.javamiko.transport {
    requires transitive io.javamiko.keys;
    requires transitive io.javamiko.crypto;
    requires org.slf4j;

    exports io.javamiko.auth;
    exports io.javamiko.connection;
    exports io.javamiko.connection.forward;
    exports io.javamiko.transport;
    exports io.javamiko.transport.kex;
}
