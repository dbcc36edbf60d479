package io.javamiko.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoResponse;
import io.javamiko.auth.MethodRequest;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.transport.Message;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskingTest {
    private static final String SECRET = "hunter2-åß";
    private static final TranscriptSettings MASKED = TranscriptSettings.masked();

    @TempDir
    Path directory;

    static List<Message> secrets() {
        var secret = SecretText.of(SECRET.toCharArray());
        byte[] cookie = new WireWriter()
                .bool(true)
                .utf8("MIT-MAGIC-COOKIE-1")
                .utf8(SECRET)
                .uint32(0)
                .toByteArray();
        return List.of(
                new AuthRequest("me", "ssh-connection", new PasswordMethod.Password(secret)),
                new AuthRequest(
                        "me", "ssh-connection", new PasswordMethod.PasswordChange(secret, SecretText.of(new char[0]))),
                new AuthRequest(
                        "me",
                        "ssh-connection",
                        new PasswordMethod.PasswordChange(SecretText.of("x".toCharArray()), secret)),
                new AuthRequest("me", "ssh-connection", new MethodRequest.Unknown("new@x", SECRET.getBytes(UTF_8))),
                new InfoResponse(List.of(SecretText.of("x".toCharArray()), secret)),
                new ChannelRequest(1, "x11-req", true, cookie));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void secretsAreNeitherInTheWordsNorInTheBytesUnlessAskedFor(Message message) {
        String masked = text(MASKED, message.payload());
        assertThat(masked).endsWith("    (secret)\n");
        assertThat(contains(masked)).as(masked).isFalse();
        String shown = text(MASKED.unmasked(), message.payload());
        assertThat(contains(shown)).as(shown).isTrue();
        assertThat(shown).doesNotContain("(secret)");
    }

    @Test
    void theLengthOfAPasswordIsNotToldEither() {
        assertThat(text(MASKED, password("a"))).isEqualTo(text(MASKED, password("a long one, of many characters")));
    }

    private static byte[] password(String password) {
        return new AuthRequest(
                        "me", "ssh-connection", new PasswordMethod.Password(SecretText.of(password.toCharArray())))
                .payload();
    }

    /** A request that was cut, or changed in a byte, may not show what the whole one hides. */
    @Property
    void aMalformedRequestShowsNoSecretEither(@ForAll int where, @ForAll byte what) {
        for (var message : secrets().subList(0, 3)) {
            byte[] payload = message.payload();
            int at = 1 + Math.floorMod(where, payload.length - 1);
            payload[at] = what;
            int end = new String(payload, ISO_8859_1).indexOf("password"); // then it is still one of that method
            if (at < end || at >= end + "password".length()) {
                String text = text(MASKED, payload);
                assertThat(contains(text)).as(text).isFalse();
            }
        }
    }

    private static boolean contains(String text) {
        String hex = text.lines()
                .filter(line -> line.startsWith(" "))
                .map(String::strip)
                .reduce("", String::concat);
        return text.contains(SECRET)
                || text.contains("hunter2")
                || hex.contains(HexFormat.of().formatHex(SECRET.getBytes(UTF_8)))
                || text.contains(HexFormat.of().formatHex("hunter2".getBytes(UTF_8)));
    }

    @Test
    void keysAndSignaturesAreShown() {
        byte[] payload = new AuthRequest(
                        "me",
                        "ssh-connection",
                        new PublicKeyMethod.Signed("ssh-ed25519", new byte[] {1, 2, 3}, new byte[] {4, 5, 6}))
                .payload();
        assertThat(new Masking(MASKED).excerpt(payload)).isEqualTo(Excerpt.whole(payload));
    }

    @Test
    void dataAreShownUnlessTheyAreNotWanted() {
        byte[] data = new ChannelData(1, SECRET.getBytes(UTF_8)).payload();
        byte[] errors = new ChannelExtendedData(1, 1, SECRET.getBytes(UTF_8)).payload();
        byte[] exec = new ChannelRequest(
                        1, "exec", true, new WireWriter().utf8(SECRET).toByteArray())
                .payload();
        for (byte[] payload : List.of(data, errors, exec)) {
            assertThat(contains(text(MASKED, payload))).isTrue();
            String without = text(MASKED.withoutContent(), payload);
            assertThat(contains(without)).as(without).isFalse();
        }
    }

    @Test
    void longDataAreCutWhereAskedTo() {
        byte[] data = new ChannelData(1, "abcdefghijklmnopqrstuvwxyz".getBytes(UTF_8)).payload();
        assertThat(text(MASKED.mostData(3), data)).isEqualTo("""
                0.000001 > 3 CHANNEL_DATA recipient=1 data="abc"… (26)
                    5e000000010000001a616263
                    (23 bytes left out)
                """);
        assertThat(text(MASKED.mostData(0), data)).isEqualTo("""
                0.000001 > 3 CHANNEL_DATA recipient=1 data=(26 bytes)
                    5e000000010000001a
                    (26 bytes left out)
                """);
        assertThat(text(MASKED.mostData(26), data)).doesNotContain("left out");
        assertThatThrownBy(() -> MASKED.mostData(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(TranscriptSettings settings, byte[] payload) {
        var entry = new Transcribing(settings, Role.CLIENT).packet(Direction.SENT, 3, payload, Duration.ofNanos(1_999));
        return TranscriptText.of(entry);
    }

    @Test
    void theFileIsItsOwnersAlone() throws Exception {
        Path file = directory.resolve("transcript");
        Files.writeString(file, "older and longer than what comes");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (var writer = TranscriptWriter.create(file, MASKED.untimed())) {
            writer.begun(Role.SERVER, "peer");
            writer.packet(Direction.RECEIVED, 0, password(SECRET), Duration.ZERO);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var transcript = Transcript.parse(Files.readString(file));
        assertThat(transcript.us()).isEqualTo(Role.SERVER);
        assertThat(transcript.peer()).isEqualTo("peer");
        assertThat(transcript.entries()).hasSize(1);
    }

    @Test
    void whatCanNotBeWrittenIsToldAtTheEnd() {
        var full = new Writer() {
            @Override
            public void write(char[] characters, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var writer = new TranscriptWriter(full, MASKED);
        writer.begun(Role.CLIENT, "peer");
        writer.packet(Direction.SENT, 0, new byte[] {21}, Duration.ZERO);
        assertThatThrownBy(writer::close).isInstanceOf(IOException.class).hasMessageContaining("No space left");
    }

    @Test
    void twoConnectionsStandOneBehindTheOther() throws Exception {
        var text = new StringWriter();
        try (var writer = new TranscriptWriter(text, MASKED)) {
            for (int i = 0; i < 2; i++) {
                writer.begun(Role.CLIENT, "peer " + i);
                writer.packet(Direction.SENT, 0, new byte[] {21}, Duration.ZERO);
                writer.closed(new IOException("two\nlines"), Duration.ofSeconds(1));
            }
        }
        assertThat(Transcript.parseAll(text.toString()))
                .extracting(Transcript::peer)
                .containsExactly("peer 0", "peer 1");
        assertThat(text.toString()).contains("1.000000 = closed: two lines\n");
        assertThatThrownBy(() -> Transcript.parse(text.toString()))
                .isInstanceOf(TranscriptException.class)
                .hasMessageContaining("2 connections");
    }
}
