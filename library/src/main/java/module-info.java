/** The whole library: client, server and every layer below. */
module io.javamiko {
    requires transitive io.javamiko.client;
    requires transitive io.javamiko.server;
}
