/** Key agreement maths, packet protection and the algorithm tables. */
module io.javamiko.crypto {
    requires transitive io.javamiko.wire;
    requires org.bouncycastle.provider;
    requires org.slf4j;
}
