package io.javamiko.benchmarks.micro;

import io.javamiko.ProtocolException;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.GroupExchange;
import io.javamiko.transport.kex.KexMethod;
import io.javamiko.transport.kex.KexMethod.ClientAgreed;
import io.javamiko.transport.kex.KexMethod.Send;
import io.javamiko.transport.kex.KexMethod.ServerAgreed;
import io.javamiko.transport.kex.KexMethod.Step;
import io.javamiko.transport.kex.KexMethods;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A whole key exchange method, both sides of it with their messages; without the host key's signature. */
@State(Scope.Thread)
public class KeyExchangeBenchmark {
    private static final byte[] HOST_KEY = {1};
    private static final byte[] SIGNATURE = {2};

    /** The method; names of the same one stand once. */
    @Param({
        "mlkem768x25519-sha256",
        "sntrup761x25519-sha512",
        "curve25519-sha256",
        "ecdh-sha2-nistp256",
        "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521",
        "diffie-hellman-group16-sha512",
        "diffie-hellman-group18-sha512",
        "diffie-hellman-group-exchange-sha256",
        "diffie-hellman-group14-sha256",
        "mlkem768nistp256-sha256",
        "mlkem1024nistp384-sha384",
        "curve448-sha512",
        "diffie-hellman-group15-sha512",
        "diffie-hellman-group17-sha512",
        "diffie-hellman-group1-sha1",
        "rsa2048-sha256"
    })
    public String kex;

    private final SecureRandom random = new SecureRandom();

    @Benchmark
    public Object exchange() throws ProtocolException {
        try (var client = KexMethods.named(kex, Role.CLIENT, random);
                var server = KexMethods.named(kex, Role.SERVER, random, GroupExchange.DEFAULT, () -> HOST_KEY)) {
            var first = server.begin(); // RFC 4432 §4; elsewhere the client begins
            Step step = give(
                    server,
                    first.isPresent()
                            ? answer(client, first.get())
                            : client.begin().orElseThrow());
            while (step instanceof Send reply) { // the group of a group exchange, and its answer
                step = give(server, answer(client, reply.message()));
            }
            var agreed = (ServerAgreed) step;
            var atClient = (ClientAgreed) give(client, agreed.reply().with(HOST_KEY, SIGNATURE));
            agreed.secret().close();
            atClient.secret().close();
            return atClient;
        }
    }

    private static Message answer(KexMethod method, Message message) throws ProtocolException {
        return ((Send) give(method, message)).message();
    }

    private static Step give(KexMethod method, Message message) throws ProtocolException {
        var out = new WireWriter();
        message.encode(out);
        var in = new WireReader(out.toByteArray());
        return method.message(in.uint8(), in);
    }
}
