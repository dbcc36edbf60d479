/** The words that all layers share, and the RFC 4251 data types. */
module io.javamiko.wire {
    exports io.javamiko;
    exports io.javamiko.wire;
}
