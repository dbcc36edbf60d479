/** The SSH client. */
module io.javamiko.client {
    requires transitive io.javamiko.transport;
    requires transitive io.javamiko.sftp;
    requires org.slf4j;
}
