package io.javamiko.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.Deadline;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Role;
import io.javamiko.transport.Transport;
import io.javamiko.transport.TransportOptions;
import io.javamiko.transport.io.MemoryLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final TranscriptSettings UNMASKED =
            TranscriptSettings.masked().unmasked().untimed();

    /** What a side does on its connection. */
    private interface Script {
        void run(Transport transport) throws IOException;
    }

    /** Both sides' transcripts of one connection. */
    private record Recording(Transcript client, Transcript server) {}

    private static Recording record(Algorithms algorithms, TranscriptSettings settings, Script script)
            throws Exception {
        var links = MemoryLink.pair(64 << 10);
        var client = new TranscriptRecorder(settings);
        var server = new TranscriptRecorder(settings);
        var serving = inBackground(() -> {
            var options = Conversations.server(8, t -> t.algorithms(algorithms).tap(server));
            Conversations.serves(Transport.accept(links.server(), options));
            return null;
        });
        script.run(Transport.connect(
                links.client(),
                Conversations.client(7, t -> t.algorithms(algorithms).tap(client))));
        serving.get(30, TimeUnit.SECONDS);
        ended(client);
        ended(server);
        return new Recording(client.transcript(), server.transcript());
    }

    private static <T> FutureTask<T> inBackground(Callable<T> task) {
        var future = new FutureTask<>(task);
        var thread = new Thread(future, "test background");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    /** The end of a connection is told on one of its threads. */
    private static void ended(TranscriptRecorder recorder) {
        var deadline = Deadline.after(Duration.ofSeconds(20));
        while (recorder.transcript().entries().stream().noneMatch(TranscriptEntry.Closed.class::isInstance)) {
            assertThat(deadline.expired()).as("ended").isFalse();
            Thread.onSpinWait();
        }
    }

    private static void replayClient(Transcript transcript, Algorithms algorithms, Script script) throws Exception {
        replay(transcript, () -> Conversations.client(7, t -> t.algorithms(algorithms)), script);
    }

    private static void replay(Transcript transcript, Supplier<TransportOptions> options, Script script)
            throws Exception {
        try (var replay = Replay.start(transcript, options)) {
            var failure = catchThrowable(() -> script.run(
                    transcript.us() == Role.CLIENT
                            ? Transport.connect(replay.link(), replay.options())
                            : Transport.accept(replay.link(), replay.options())));
            replay.verify(); // says more than the connection that it broke
            assertThat(failure).isNull();
        }
    }

    static List<Algorithms> algorithms() {
        var modern = Algorithms.modern();
        return List.of(
                modern,
                modern.withKex(List.of("sntrup761x25519-sha512")).withCiphers(List.of("aes256-ctr")),
                modern.withKex(List.of("ecdh-sha2-nistp256")).withCiphers(List.of("chacha20-poly1305@openssh.com")),
                modern.withKex(List.of("diffie-hellman-group14-sha256")).withCompressions(List.of("zlib@openssh.com")),
                modern.withKex(List.of("diffie-hellman-group-exchange-sha256")));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void eachSideIsReplayedWithoutTheOther(Algorithms algorithms) throws Exception {
        var recording = record(algorithms, UNMASKED, Conversations::runsACommand);
        replayClient(recording.client(), algorithms, Conversations::runsACommand);
        replay(recording.server(), () -> Conversations.server(8, t -> t.algorithms(algorithms)), Conversations::serves);
    }

    @Test
    void theSameSeedsGiveTheSameTextToTheByte() throws Exception {
        var text = record(Algorithms.modern(), UNMASKED, Conversations::runsACommand);
        var again = record(Algorithms.modern(), UNMASKED, Conversations::runsACommand);
        assertThat(handshake(again.client()))
                .isEqualTo(handshake(text.client()))
                .hasSizeGreaterThan(10);
        assertThat(handshake(again.server())).isEqualTo(handshake(text.server()));
        assertThat(sent(again.client())).isEqualTo(sent(text.client()));
        assertThat(sent(again.server())).isEqualTo(sent(text.server()));
    }

    /** Up to authentication everything waits for everything; then what crosses on the way is in this order or that. */
    private static List<String> handshake(Transcript transcript) {
        return transcript
                .format()
                .lines()
                .takeWhile(line -> !line.contains("USERAUTH_SUCCESS"))
                .toList();
    }

    private static List<String> sent(Transcript transcript) {
        return transcript.entries().stream()
                .map(TranscriptText::of)
                .filter(text -> text.startsWith("- >"))
                .toList();
    }

    @Test
    void aPasswordThatIsMaskedIsReplayedByWhoSentIt() throws Exception {
        var recording =
                record(Algorithms.modern(), TranscriptSettings.masked(), Conversations::runsACommandWithPassword);
        assertThat(recording.client().format()).contains("password=(secret)").doesNotContain("sesam");
        var read = Transcript.parse(recording.client().format());
        replayClient(read, Algorithms.modern(), Conversations::runsACommandWithPassword);
        assertThatThrownBy(() -> Replay.start(recording.server(), () -> Conversations.server(8, t -> {})))
                .isInstanceOf(TranscriptException.class)
                .hasMessageContaining("bytes are not all there")
                .hasMessageContaining("USERAUTH_REQUEST");
    }

    @Test
    void anotherSeedAnotherScriptAndAnotherRoleAreTold() throws Exception {
        var client = record(Algorithms.modern(), UNMASKED, Conversations::runsACommand)
                .client();
        assertThatThrownBy(() -> replay(client, () -> Conversations.client(9, t -> {}), Conversations::runsACommand))
                .isInstanceOf(TranscriptException.class)
                .hasMessageContaining("KEXINIT")
                .hasMessageContaining("the random source");
        assertThatThrownBy(() -> replayClient(client, Algorithms.modern(), Conversations::runsACommandWithPassword))
                .isInstanceOf(TranscriptException.class)
                .hasMessageContaining("method=\"publickey\"")
                .hasMessageContaining("method=\"password\"")
                .hasMessageNotContaining("sesam");
        assertThatThrownBy(() -> replayClient(client, Algorithms.modern(), Transport::close))
                .isInstanceOf(TranscriptException.class)
                .hasMessageContaining("DISCONNECT");
        assertThatThrownBy(() -> Replay.start(client, () -> Conversations.server(8, t -> {})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyMessageOfOursIsHeldAgainstTheTranscript() throws Exception {
        var client = record(Algorithms.modern(), UNMASKED, Conversations::runsACommand)
                .client();
        for (int at = 0; at < client.entries().size(); at++) {
            if (client.entries().get(at) instanceof TranscriptEntry.Packet packet
                    && packet.direction() == Direction.SENT) {
                byte[] payload = packet.payload().bytes();
                payload[payload.length - 1] ^= 1;
                var entries = new ArrayList<>(client.entries());
                entries.set(
                        at,
                        new TranscriptEntry.Packet(
                                packet.elapsed(),
                                packet.direction(),
                                packet.sequence(),
                                packet.words(),
                                Excerpt.whole(payload)));
                var changed = new Transcript(client.us(), client.peer(), entries);
                var thrown = catchThrowable(() -> replayClient(changed, Algorithms.modern(), transport -> {
                    try (transport) {
                        Conversations.runsACommand(transport);
                    }
                }));
                assertThat(thrown).as(packet.words()).isInstanceOf(TranscriptException.class);
            }
        }
    }

    /** Recorded once on the programs named; {@code TranscriptIT} of the module interop makes such texts. */
    @ParameterizedTest
    @ValueSource(strings = {"openssh-server"})
    void aRecordedPeerIsATestWithoutIt(String name) throws Exception {
        String text;
        try (var in = ReplayTest.class.getResourceAsStream("/transcripts/" + name + ".txt")) {
            text = new String(in.readAllBytes(), UTF_8);
        }
        var transcript = Transcript.parse(text);
        Script script = transport -> Conversations.runsACommand(transport, "root");
        replayClient(transcript, Algorithms.modern(), script);
        replayClient(transcript, Algorithms.modern(), script); // as often as one likes
    }
}
