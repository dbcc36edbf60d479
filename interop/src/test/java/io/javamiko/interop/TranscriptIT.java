package io.javamiko.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.auth.AuthLink;
import io.javamiko.auth.ClientAuthentication;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.Exit;
import io.javamiko.connection.GlobalRequestHandler;
import io.javamiko.connection.Multiplexer;
import io.javamiko.connection.SessionRequest.Exec;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.transcript.DeterministicRandom;
import io.javamiko.transcript.Replay;
import io.javamiko.transcript.Transcript;
import io.javamiko.transcript.TranscriptSettings;
import io.javamiko.transcript.TranscriptWriter;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Transport;
import io.javamiko.transport.TransportOptions;
import io.javamiko.transport.io.SocketLink;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connection to a real {@code sshd} is recorded, and replayed without it. What it writes below {@code target} is how the
 * text was made that {@code ReplayTest} of the module transport replays for good.
 */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class TranscriptIT {
    private static final SSHKeyPair USER_KEY = SSHKeyPair.generate("ssh-ed25519", DeterministicRandom.of(1));

    @TempDir
    Path folder;

    @Test
    void whatOpenSSHSaidOnceIsReplayedWithoutIt() throws Exception {
        var keys = folder.resolve("authorized_keys");
        Files.writeString(keys, USER_KEY.publicKey().format("tester") + "\n");
        String text;
        String user;
        try (var sshd = OpenSSHServer.start(s -> s.line("AuthorizedKeysFile " + keys))) {
            user = sshd.user();
            text = recorded(sshd, Algorithms.modern());
        }
        var target = Files.createDirectories(Path.of("target", "transcripts"));
        Files.writeString(target.resolve("openssh-server.txt"), text);
        replayed(text, user, Algorithms.modern());
    }

    @Test
    void soAreCompressionAndGroupExchange() throws Exception {
        var keys = folder.resolve("authorized_keys");
        Files.writeString(keys, USER_KEY.publicKey().format("tester") + "\n");
        var algorithms = Algorithms.modern()
                .withKex(List.of("diffie-hellman-group-exchange-sha256"))
                .withCompressions(List.of("zlib@openssh.com"));
        try (var sshd = OpenSSHServer.start(s -> s.line("AuthorizedKeysFile " + keys))) {
            replayed(recorded(sshd, algorithms), sshd.user(), algorithms);
        }
    }

    private String recorded(OpenSSHServer sshd, Algorithms algorithms) throws IOException {
        var file = folder.resolve("transcript");
        var settings = TranscriptSettings.masked().unmasked().untimed();
        try (var writer = TranscriptWriter.create(file, settings);
                var socket = new Socket(sshd.address().getAddress(), sshd.port())) {
            var options = options(algorithms).with(t -> t.tap(writer));
            runsACommand(Transport.connect(SocketLink.of(socket, "sshd"), options), sshd.user());
        }
        return Files.readString(file);
    }

    private static void replayed(String text, String user, Algorithms algorithms) throws IOException {
        try (var replay = Replay.start(Transcript.parse(text), () -> options(algorithms))) {
            runsACommand(Transport.connect(replay.link(), replay.options()), user);
            replay.verify();
        }
    }

    private static TransportOptions options(Algorithms algorithms) {
        return TransportOptions.client(
                (key, negotiated) -> {}, t -> t.algorithms(algorithms).random(DeterministicRandom.of(7)));
    }

    private static void runsACommand(Transport transport, String user) throws IOException {
        var soon = Deadline.after(Duration.ofSeconds(20));
        var authentication = new ClientAuthentication(AuthLink.over(transport), user, a -> {});
        authentication.publicKey(USER_KEY);
        var multiplexer = new Multiplexer(
                transport.outbox(),
                transport.limits(),
                task -> Threads.start("task", task),
                ChannelAcceptor.NONE,
                GlobalRequestHandler.NONE);
        transport.authenticated(multiplexer);
        var session = multiplexer.openSession(soon);
        session.request(new Exec("echo hello; exit 3"), soon);
        assertThat(new String(session.channel().input().readAllBytes(), UTF_8)).isEqualTo("hello\n");
        assertThat(session.awaitExit(soon)).isEqualTo(new Exit.Code(3));
        session.channel().awaitClosed(soon);
        transport.close();
    }
}
