/** Public keys, key pairs, signatures, key files and key lists. */
module io.javamiko.keys {
    requires transitive io.javamiko.wire;
    requires io.javamiko.crypto;
    requires org.bouncycastle.provider;
    requires org.slf4j;

    exports io.javamiko.agent;
    exports io.javamiko.keys;
    exports io.javamiko.keys.certificates;
    exports io.javamiko.keys.files;
    exports io.javamiko.keys.krl;
    exports io.javamiko.keys.lists;
    exports io.javamiko.secrets;
    exports io.javamiko.keys.sshsig;
}
