package io.javamiko.conformance;

import static io.javamiko.transport.MessageNumbers.CHANNEL_EOF;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.conformance.mutants.ScriptedTarget;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.PeerSFTP;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireWriter;
import org.junit.jupiter.api.Test;

/** The verbs above the transport: a script as client, and one as server. */
class PeerChannelTest {
    private static final byte[] HELLO = "hello".getBytes(US_ASCII);

    /** The id stands for any: what a script comes to is its result. */
    private static RunResult.CheckResult held(Target target, Script script) throws Exception {
        return OwnTargets.runner(target).run(Check.both("ident-01", script));
    }

    private static Target server(ScriptedTarget.Behaviour script) {
        return new ScriptedTarget("scripted", Role.SERVER, script);
    }

    private static void passes(Target target, Script script) throws Exception {
        var result = held(target, script);
        assertThat(result.verdict())
                .as("%s%n%s", result.words(), result.transcript())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aClientRunsACommandOnOurServer() throws Exception {
        try (var server = OwnTargets.server()) {
            passes(OwnTargets.target(server), c -> {
                var channel = c.connect().openSession();
                channel.exec("cat");
                channel.write(HELLO);
                c.verify(new String(channel.expectData(5), US_ASCII).equals("hello"), "no echo");
                channel.sendEOF();
                channel.expect(CHANNEL_REQUEST);
                channel.expect(CHANNEL_EOF);
                channel.close();
            });
        }
    }

    @Test
    void aServerServesOurClient() throws Exception {
        passes(OwnTargets.client(), c -> {
            var channel = c.connect().openSession();
            c.verify(channel.expectStart().requestType().equals("exec"), "no command");
            channel.request("exit-status", false, new WireWriter().uint32(0).toByteArray());
            channel.sendEOF();
            channel.close();
        });
    }

    @Test
    void aScriptMayLogInByItself() throws Exception {
        try (var server = OwnTargets.server()) {
            passes(OwnTargets.target(server), c -> {
                var peer = c.connect(Depth.SERVICE);
                var key = c.credentials().key().orElseThrow();
                peer.send(peer.login().none("user"));
                peer.expect(AuthFailure.class);
                peer.send(peer.login().query("user", key, "ssh-ed25519"));
                peer.expect(60);
                peer.send(peer.login().signed("user", key, "ssh-ed25519"));
                peer.expect(AuthSuccess.class);
                peer.login().isDone();
                peer.upTo(Depth.CHANNEL_OPEN).expectAnswer();
                c.verify(peer.channel().ours() == 0, "another channel");
            });
        }
    }

    @Test
    void dataBeyondOurWindowFail() throws Exception {
        var greedy = server(peer -> {
            var channel = peer.openSession();
            channel.expectStart();
            channel.send(new byte[11]);
            peer.expectClose();
        });
        var result = held(greedy, c -> {
            var channel = c.connect(Depth.AUTHENTICATED).channels().open("session", 10, 100);
            channel.exec("cat");
            channel.expectData(1);
        });

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.words()).contains("more than our window");
    }

    @Test
    void sftpPacketsComeWholeHoweverTheyAreCut() throws Exception {
        var server = server(peer -> {
            var channel = peer.openSession();
            channel.expectStart();
            var sftp = PeerSFTP.on(channel);
            sftp.expect(1);
            sftp.send(2, new WireWriter().uint32(3));
            var request = sftp.expect(17).reader();
            var reply = new WireWriter()
                    .uint32(9)
                    .uint8(101)
                    .uint32(request.uint32())
                    .uint32(4)
                    .toByteArray();
            for (byte b : reply) {
                channel.send(new byte[] {b});
            }
            peer.expectClose();
        });
        passes(server, c -> {
            var sftp = PeerSFTP.start(c.connect().openSession());
            int id = sftp.request(17, new WireWriter().utf8("/x"));
            var status = sftp.expect(101).reader();
            c.verify(status.uint32() == id && status.uint32() == 4, "another reply");
        });
    }
}
