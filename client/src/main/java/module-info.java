/** The SSH client. */
module io.javamiko.client {
    requires transitive io.javamiko.transport;
    requires transitive io.javamiko.sftp;
    requires org.slf4j;

    exports io.javamiko.client;
    exports io.javamiko.client.agent;
    exports io.javamiko.client.auth;
    exports io.javamiko.client.hostkeys;
}
