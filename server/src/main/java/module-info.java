/** The SSH server. */
module io.javamiko.server {
    requires transitive io.javamiko.transport;
    requires transitive io.javamiko.sftp;
    requires org.slf4j;

    exports io.javamiko.server;
    exports io.javamiko.server.auth;
    exports io.javamiko.server.session;
}
