package io.javamiko.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes, an agent answers, and a client gets a value or an error of ours. */
class AgentProperties {
    private static final SSHKeyPair PAIR = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair ECDSA = SSHKeyPair.generate("ecdsa-sha2-nistp256");
    private static final List<byte[]> REQUESTS = List.of(
            new byte[] {11},
            new WireWriter()
                    .uint8(13)
                    .string(PAIR.publicKey().blob())
                    .string(new byte[8])
                    .uint32(0)
                    .toByteArray(),
            added(PAIR),
            added(ECDSA),
            new WireWriter().uint8(18).string(PAIR.publicKey().blob()).toByteArray(),
            new WireWriter().uint8(22).string(new byte[] {1}).toByteArray(),
            new WireWriter().uint8(23).string(new byte[] {1}).toByteArray(),
            new WireWriter()
                    .uint8(27)
                    .utf8("session-bind@openssh.com")
                    .string(PAIR.publicKey().blob())
                    .string(new byte[32])
                    .string(new byte[64])
                    .bool(false)
                    .toByteArray());
    private static final List<byte[]> REPLIES = List.of(
            new byte[] {5},
            new byte[] {6},
            new WireWriter()
                    .uint8(12)
                    .uint32(1)
                    .string(PAIR.publicKey().blob())
                    .utf8("comment")
                    .toByteArray(),
            new WireWriter()
                    .uint8(14)
                    .string(new WireWriter()
                            .utf8("ssh-ed25519")
                            .string(new byte[64])
                            .toByteArray())
                    .toByteArray(),
            new WireWriter().uint8(29).utf8("query").utf8("a@b").toByteArray());

    private static byte[] added(SSHKeyPair pair) {
        var out = new WireWriter().uint8(25);
        pair.encode(out);
        return out.utf8("comment").uint8(1).uint32(60).uint8(2).toByteArray();
    }

    private static byte[] mutated(byte[] message, int at, int value, int cut) {
        byte[] bytes = message.clone();
        bytes[at % bytes.length] = (byte) value;
        return Arrays.copyOf(bytes, Math.max(1, bytes.length - cut % bytes.length * (cut & 1)));
    }

    @Property(tries = 300)
    void anAgentAnswersEveryRequest(
            @ForAll @IntRange(max = 7) int which,
            @ForAll @IntRange(max = 500) int at,
            @ForAll @IntRange(max = 255) int value,
            @ForAll @IntRange(max = 500) int cut) {
        try (var keyring = AgentKeyring.create(k -> k.confirmation((key, sessions) -> true))) {
            var session = keyring.session();
            byte[] answer = session.answer(mutated(REQUESTS.get(which), at, value, cut));
            assertThat((int) answer[0]).isIn(5, 6, 12, 14, 28, 29);
            assertThat(answer.length).isLessThan(AgentFrames.MAX);
            assertThat((int) session.answer(new byte[] {11})[0]).isEqualTo(12);
        }
    }

    @Property(tries = 300)
    void aClientGetsAValueOrAnErrorOfOurs(
            @ForAll @IntRange(max = 4) int which,
            @ForAll @IntRange(max = 200) int at,
            @ForAll @IntRange(max = 255) int value,
            @ForAll @IntRange(max = 200) int cut) {
        byte[] reply = mutated(REPLIES.get(which), at, value, cut);
        for (Call call : List.<Call>of(
                AgentClient::keys,
                client -> client.sign(PAIR.publicKey(), "ssh-ed25519", new byte[1]),
                AgentClient::extensions,
                client -> {
                    client.removeAll();
                    return "";
                })) {
            var client = AgentClient.over(answering(reply));
            var thrown = catchThrowable(() -> call.on(client));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(AgentException.class);
            }
        }
    }

    private interface Call {
        Object on(AgentClient client) throws IOException;
    }

    private static AgentLink answering(byte[] reply) {
        return new AgentLink() {
            @Override
            public byte[] exchange(byte[] request) {
                return reply;
            }

            @Override
            public void close() {}
        };
    }
}
