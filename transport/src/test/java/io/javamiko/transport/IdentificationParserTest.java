package io.javamiko.transport;

import static io.javamiko.transport.IdentificationException.Reason.LINE_TOO_LONG;
import static io.javamiko.transport.IdentificationException.Reason.NOT_SSH;
import static io.javamiko.transport.IdentificationException.Reason.NUL_BYTE;
import static io.javamiko.transport.IdentificationException.Reason.PROTOCOL_1;
import static io.javamiko.transport.IdentificationException.Reason.TOO_MANY_LINES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.transport.IdentificationException.Kind;
import io.javamiko.transport.IdentificationException.Reason;
import io.javamiko.transport.IdentificationParser.Found;
import io.javamiko.transport.IdentificationParser.NeedMore;
import io.javamiko.transport.IdentificationParser.Outcome;
import io.javamiko.transport.IdentificationParser.Refused;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentificationParserTest {
    static Stream<Arguments> serversThatCannotBeSpokenTo() {
        return Stream.of(
                arguments("SSH-1.5-old\n", PROTOCOL_1),
                arguments("SSH-3.0-new\r\n", PROTOCOL_1),
                arguments("SSH-2.00-x\r\n", PROTOCOL_1),
                arguments("SSH-02.0-x\r\n", PROTOCOL_1),
                arguments("SSH-2.0x-y\r\n", PROTOCOL_1),
                arguments("SSH-2.0\r\n", PROTOCOL_1),
                arguments("SSH-4294967298.0-x\r\n", PROTOCOL_1),
                arguments("SSH-2.0-a\0b\r\n", NUL_BYTE),
                arguments("SSH-2.0-" + "x".repeat(246) + "\r\n", LINE_TOO_LONG),
                arguments("SSH-2.0-" + "x".repeat(10_000), LINE_TOO_LONG),
                arguments("x".repeat(8_191) + "\r\n", LINE_TOO_LONG),
                arguments("hi\r\n".repeat(1025), TOO_MANY_LINES),
                arguments("\0\0\0\0", NOT_SSH));
    }

    @ParameterizedTest
    @MethodSource("serversThatCannotBeSpokenTo")
    void refusesForThatReason(String sent, Reason reason) {
        assertThat(accept(Role.CLIENT, sent)).isEqualTo(new Refused(reason));
        assertThat(acceptByteByByte(Role.CLIENT, sent)).isEqualTo(new Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\nSSH-2.0-x\r\n",
                "ssh-2.0-kit_1\r\n",
                " SSH-2.0-kit_1\r\n",
                "\r\nSSH-2.0-kit_1\r\n",
                "\u00ef\u00bb\u00bfSSH-2.0-kit_1\r\n"
            })
    void aServerTakesNoLineBeforeTheIdentification(String sent) {
        assertThat(accept(Role.SERVER, sent)).isEqualTo(new Refused(NOT_SSH));
        assertThat(acceptByteByByte(Role.SERVER, sent)).isEqualTo(new Refused(NOT_SSH));
    }

    @Test
    void aServerReadsNoMoreThanALineOfSomethingElse() {
        assertThat(accept(Role.SERVER, "x".repeat(255))).isEqualTo(new NeedMore());
        assertThat(accept(Role.SERVER, "x".repeat(256))).isEqualTo(new Refused(NOT_SSH));
    }

    static Stream<Arguments> goodLines() {
        return Stream.of(
                arguments("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "SSH-2.0-OpenSSH_9.2p1 Debian-2"),
                arguments("SSH-2.0-kit_1\n", "SSH-2.0-kit_1"), // RFC 4253 §5.1 calls it old
                arguments("SSH-1.99-Cisco-1.25\r\n", "SSH-1.99-Cisco-1.25"),
                arguments("SSH-2.0-\r\n", "SSH-2.0-"),
                arguments("SSH-2.0-kit\r1\r\n", "SSH-2.0-kit\r1"),
                arguments("SSH-2.0-a\r\r\n", "SSH-2.0-a\r"),
                arguments("SSH-2.0-\u00c3\u00a9\u00ff c\u00ff\r\n", "SSH-2.0-\u00c3\u00a9\u00ff c\u00ff"),
                arguments("SSH-2.0-" + "x".repeat(245) + "\r\n", "SSH-2.0-" + "x".repeat(245)));
    }

    @ParameterizedTest
    @MethodSource("goodLines")
    void theLineIsKeptByteForByte(String sent, String line) {
        for (var role : Role.values()) {
            var found = (Found) accept(role, sent);
            assertThat(found.identification().bytes()).isEqualTo(line.getBytes(ISO_8859_1));
            assertThat(found.consumed()).isEqualTo(sent.length());
        }
    }

    @Test
    void bytesAfterTheLineAreLeftForThePacketReader() {
        byte[] bytes = "..SSH-2.0-x\r\n\0\0\0\14rest".getBytes(ISO_8859_1);
        var found = (Found) new IdentificationParser(Role.SERVER).accept(bytes, 2, bytes.length - 2);
        assertThat(found.consumed()).isEqualTo("SSH-2.0-x\r\n".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Welcome\r\n\r\nsecond line - SSH-2.0 inside\r\nssh-2.0-lowercase\r\n",
                "\n",
                "\u001b[1mcolours\u001b[0m and a tab\there\n"
            })
    void aClientReadsTextBeforeTheIdentification(String text) {
        var found = (Found) accept(Role.CLIENT, text + "SSH-2.0-kit_1\r\n");
        assertThat(found.identification()).hasToString("SSH-2.0-kit_1");
        assertThat(found.consumed()).isEqualTo(text.length() + 15);
    }

    @Test
    void aClientReadsAsManyAndAsLongLinesAsTheLimitsSay() {
        assertThat(accept(Role.CLIENT, "hi\r\n".repeat(1024) + "SSH-2.0-x\r\n")).isInstanceOf(Found.class);
        assertThat(accept(Role.CLIENT, "x".repeat(8_190) + "\r\nSSH-2.0-x\r\n")).isInstanceOf(Found.class);
    }

    static Stream<Arguments> otherProtocols() {
        return Stream.of(
                arguments(Kind.HTTP, "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n<html>"),
                arguments(Kind.HTTP, "<html>\r\n<head><title>400"),
                arguments(Kind.TLS, "\u0015\u0003\u0001\u0000\u0002\u0002("),
                arguments(Kind.TLS, "\u0016\u0003\u0001\u0002\u0000\u0001"),
                arguments(Kind.TELNET, "\u00ff\u00fd\u0018\u00ff\u00fd "),
                arguments(Kind.SMTP, "220 mail.example.org ESMTP Postfix\r\n"),
                arguments(Kind.FTP, "220 (vsFTPd 3.0.3)\r\n"),
                arguments(Kind.POP3_OR_IMAP, "+OK Dovecot ready.\r\n"),
                arguments(Kind.POP3_OR_IMAP, "* OK [CAPABILITY IMAP4rev1] ready\r\n"),
                arguments(Kind.VNC, "RFB 003.008\n"),
                arguments(Kind.RDP, "\u0003\u0000\u0000\u0013\u000e\u00d0"),
                arguments(Kind.MYSQL, "J\u0000\u0000\u0000\n5.7.33\u0000"));
    }

    @ParameterizedTest
    @MethodSource("otherProtocols")
    void whatIsNotSSHIsNamed(Kind kind, String sent) {
        var parser = new IdentificationParser(Role.CLIENT);
        byte[] bytes = sent.getBytes(ISO_8859_1);
        assertThat(parser.accept(bytes, 0, bytes.length)).isEqualTo(new Refused(NOT_SSH));
        var failure = new IdentificationFailure(Role.CLIENT, "host:22", parser.received()).refused(NOT_SSH);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.received())
                .doesNotContain("\r", "\n", "\0", "\u001b")
                .isNotEmpty();
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("host:22").hasMessageContaining("check the host and the port");
    }

    @Test
    void aClientOfAnotherProtocolIsNamedToTheServer() {
        var parser = new IdentificationParser(Role.SERVER);
        byte[] bytes = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1);
        assertThat(parser.accept(bytes, 0, bytes.length)).isEqualTo(new Refused(NOT_SSH));
        assertThat(new IdentificationFailure(Role.SERVER, "10.0.0.1:5", parser.received())
                        .refused(NOT_SSH)
                        .kind())
                .isEqualTo(Kind.HTTP);
    }

    @Test
    void noMoreThanTheFirstKilobyteIsKept() {
        var parser = new IdentificationParser(Role.CLIENT);
        byte[] line = "0123456789abcde\n".getBytes(ISO_8859_1);
        for (int i = 0; i < 1024; i++) {
            parser.accept(line, 0, line.length);
        }
        assertThat(parser.received()).hasSize(1024);
    }

    @Property
    void howTheBytesAreCutDoesNotMatter(
            @ForAll @IntRange(min = 0, max = 40) int first, @ForAll @IntRange(min = 0, max = 40) int second) {
        String text = "hi\r\nthere\r\n";
        String line = "SSH-2.0-javamiko_1 c\r\n";
        byte[] bytes = (text + line + "packet").getBytes(ISO_8859_1);
        var parser = new IdentificationParser(Role.CLIENT);
        int at = 0;
        Outcome outcome = new NeedMore();
        for (int cut : new int[] {first, second, bytes.length}) {
            int count = Math.min(cut, bytes.length - at);
            if (outcome instanceof NeedMore) {
                outcome = parser.accept(bytes, at, count);
                at += outcome instanceof Found found ? found.consumed() : count;
            }
        }
        assertThat(((Found) outcome).identification()).hasToString("SSH-2.0-javamiko_1 c");
        assertThat(at).isEqualTo(text.length() + line.length());
    }

    @Property
    void anyBytesAreFoundOrRefusedInBoundedSpace(@ForAll byte[] bytes) {
        for (var role : Role.values()) {
            var outcome = new IdentificationParser(role).accept(bytes, 0, bytes.length);
            if (outcome instanceof Found found) {
                assertThat(found.consumed()).isBetween(1, bytes.length);
            }
        }
    }

    private static Outcome accept(Role us, String sent) {
        byte[] bytes = sent.getBytes(ISO_8859_1);
        return new IdentificationParser(us).accept(bytes, 0, bytes.length);
    }

    private static Outcome acceptByteByByte(Role us, String sent) {
        var parser = new IdentificationParser(us);
        for (byte b : sent.getBytes(ISO_8859_1)) {
            var outcome = parser.accept(Arrays.copyOf(new byte[] {b}, 3), 0, 1);
            if (!(outcome instanceof NeedMore)) {
                return outcome;
            }
        }
        return new NeedMore();
    }
}
