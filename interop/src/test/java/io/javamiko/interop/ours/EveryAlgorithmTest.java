package io.javamiko.interop.ours;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cipher, MAC and compression that this library has, between its own client and server: some peers have none. */
class EveryAlgorithmTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> all() {
        return Stream.of(Kind.CIPHER, Kind.MAC, Kind.COMPRESSION)
                .flatMap(kind -> Algorithms.known(kind).stream()
                        .filter(name -> kind != Kind.MAC || !name.startsWith("AEAD_")) // a cipher implies these
                        .map(name -> Arguments.of(kind, name)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void carriesACommandBeforeAndAfterARekey(Kind kind, String name) throws Exception {
        byte[] data = new byte[100_000];
        new Random(1).nextBytes(data);
        var base = Algorithms.modern().with(kind, List.of(name));
        var algorithms = kind == Kind.MAC ? base.withCiphers(List.of("aes128-ctr")) : base;
        var authorized = directory.resolve("authorized_keys");
        try (var server = TestServer.start(
                        directory, s -> s.authorizedKeys(authorized).algorithms(algorithms));
                var ssh = server.connect(c -> c.algorithms(algorithms))) {
            assertThat(ssh.negotiated().toString()).contains(name.equals("none") ? "" : name);
            assertThat(ssh.exec("cat", e -> e.input(data)).bytes()).isEqualTo(data);
            ssh.rekey();
            assertThat(ssh.exec("cat", e -> e.input(data)).bytes()).isEqualTo(data);
        }
    }
}
