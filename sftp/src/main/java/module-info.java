/** SFTP version 3 over any duplex stream: client and server. */
module io.javamiko.sftp {
    requires transitive io.javamiko.wire;
    requires org.slf4j;

    exports io.javamiko.sftp;
    exports io.javamiko.sftp.server;
}
