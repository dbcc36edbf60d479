package io.javamiko.transport.kex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.KexMessage.RSADone;
import io.javamiko.transport.kex.KexMessage.RSAPubkey;
import io.javamiko.transport.kex.KexMessage.RSASecret;
import io.javamiko.transport.kex.KexMethod.ClientAgreed;
import io.javamiko.transport.kex.KexMethod.Send;
import io.javamiko.transport.kex.KexMethod.ServerAgreed;
import io.javamiko.transport.kex.KexMethod.Step;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** RFC 4432 in both roles: who begins, what the hash covers, and what is refused. */
class RSAMethodTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] HOST_KEY = {1};
    private static final byte[] SIGNATURE = {2};
    private static final BigInteger E = BigInteger.valueOf(65_537);

    private final RSAMethod client = new RSAMethod(Role.CLIENT, RANDOM, () -> HOST_KEY);
    private final RSAMethod server = new RSAMethod(Role.SERVER, RANDOM, () -> HOST_KEY);

    @Test
    void theServerBeginsWithItsHostKeyAndATransientOneOf2048Bits() throws ProtocolException {
        assertThat(client.begin()).isEmpty();
        var pubkey = (RSAPubkey) server.begin().orElseThrow();
        assertThat(pubkey.number()).isEqualTo(30);
        assertThat(pubkey.hostKey()).isEqualTo(HOST_KEY);
        var in = new WireReader(pubkey.transientKey());
        assertThat(in.utf8(64)).isEqualTo("ssh-rsa");
        assertThat(in.mpint(16)).isEqualTo(E);
        assertThat(in.mpint(1024).bitLength()).isEqualTo(2048);
        in.expectEnd();
        var another = (RSAPubkey)
                new RSAMethod(Role.SERVER, RANDOM, () -> HOST_KEY).begin().orElseThrow();
        assertThat(another.transientKey()).isNotEqualTo(pubkey.transientKey());
    }

    @Test
    void theHashCoversTheTransientKeyAndTheCiphertext() throws ProtocolException {
        client.begin();
        var pubkey = (RSAPubkey) server.begin().orElseThrow();
        var secret = (RSASecret) ((Send) give(client, pubkey)).message();
        assertThat(secret.number()).isEqualTo(31);
        assertThat(secret.encrypted()).hasSize(256);
        var atServer = (ServerAgreed) give(server, secret);
        var done = (RSADone) atServer.reply().with(HOST_KEY, SIGNATURE);
        assertThat(done.number()).isEqualTo(32);
        var atClient = (ClientAgreed) give(client, done);
        byte[] fields = new WireWriter()
                .string(pubkey.transientKey())
                .string(secret.encrypted())
                .toByteArray();
        assertThat(atServer.fields()).isEqualTo(fields);
        assertThat(atClient.fields()).isEqualTo(fields);
        assertThat(atClient.secret()).isEqualTo(atServer.secret());
        assertThat(atClient.hostKey()).isEqualTo(HOST_KEY);
        assertThat(atClient.signature()).isEqualTo(SIGNATURE);
    }

    @Test
    void eachMessageIsTakenOnceInItsPlaceByItsReceiver() throws ProtocolException {
        client.begin();
        var pubkey = server.begin().orElseThrow();
        refused(client, new RSADone(SIGNATURE));
        refused(client, new RSASecret(new byte[256]));
        var secret = ((Send) give(client, pubkey)).message();
        refused(client, pubkey);
        refused(client, secret);
        refused(server, pubkey);
        refused(server, new RSADone(SIGNATURE));
        var done = ((ServerAgreed) give(server, secret)).reply().with(HOST_KEY, SIGNATURE);
        refused(server, secret);
        refused(server, done);
        give(client, done);
        refused(client, done);
        refused(client, pubkey);
    }

    @Test
    void aSecretThatIsNoneEndsTheExchange() {
        server.begin();
        assertThatThrownBy(() -> give(server, new RSASecret(new byte[256])))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("RFC 4432 §4");
        refused(server, new RSASecret(new byte[256])); // no second try under that key
    }

    /** CVE-2019-9894: a key of too few bits, and other things that are no key. */
    @Test
    void theClientSendsNoSecretUnderAKeyThatIsNone() {
        var n = BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE);
        noKey(key("ssh-rsa", E, BigInteger.ONE.shiftLeft(2047).subtract(BigInteger.ONE)));
        noKey(key("ssh-rsa", E, BigInteger.ONE.shiftLeft(512).subtract(BigInteger.ONE)));
        noKey(key("ssh-rsa", E, BigInteger.ZERO));
        noKey(key("ssh-rsa", E, n.negate()));
        noKey(key("ssh-rsa", BigInteger.ONE, n));
        noKey(key("rsa-sha2-256", E, n));
        noKey(key("ssh-ed25519", E, n));
        noKey(new WireWriter().utf8("ssh-rsa").mpint(E).toByteArray());
        noKey(new WireWriter().utf8("ssh-rsa").mpint(E).mpint(n).uint8(0).toByteArray());
        noKey(new byte[0]);
    }

    @Test
    void afterTheEndNothingIsTaken() {
        client.begin();
        var pubkey = server.begin().orElseThrow();
        client.close();
        server.close();
        refused(client, pubkey);
        refused(server, new RSASecret(new byte[256]));
    }

    @Test
    void aServerOfThisMethodNeedsItsHostKey() {
        var without = KexMethods.named("rsa2048-sha256", Role.SERVER, RANDOM);
        assertThatThrownBy(without::begin).isInstanceOf(IllegalStateException.class);
        assertThat(KexMethods.clientBegins("rsa2048-sha256")).isFalse();
        assertThat(KexMethods.clientBegins("curve25519-sha256")).isTrue();
    }

    private static void noKey(byte[] transientKey) {
        var client = new RSAMethod(Role.CLIENT, RANDOM, () -> HOST_KEY);
        client.begin();
        assertThatThrownBy(() -> give(client, new RSAPubkey(HOST_KEY, transientKey)))
                .isInstanceOf(ProtocolException.class);
    }

    private static byte[] key(String type, BigInteger e, BigInteger n) {
        return new WireWriter().utf8(type).mpint(e).mpint(n).toByteArray();
    }

    private static void refused(KexMethod method, Message message) {
        assertThatThrownBy(() -> give(method, message))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not the one that the key exchange waits for");
    }

    private static Step give(KexMethod method, Message message) throws ProtocolException {
        byte[] payload = message.payload();
        return method.message(message.number(), new WireReader(payload, 1, payload.length - 1));
    }
}
