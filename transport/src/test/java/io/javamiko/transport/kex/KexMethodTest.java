package io.javamiko.transport.kex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.Groups;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.kex.KexMessage.DHInit;
import io.javamiko.transport.kex.KexMessage.DHReply;
import io.javamiko.transport.kex.KexMessage.GEXGroup;
import io.javamiko.transport.kex.KexMessage.GEXInit;
import io.javamiko.transport.kex.KexMessage.GEXReply;
import io.javamiko.transport.kex.KexMessage.GEXRequest;
import io.javamiko.transport.kex.KexMethod.ClientAgreed;
import io.javamiko.transport.kex.KexMethod.Send;
import io.javamiko.transport.kex.KexMethod.ServerAgreed;
import io.javamiko.transport.kex.KexMethod.Step;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods alone: order, bounds, and what they put into the hash. */
class KexMethodTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] HOST_KEY = {1};
    private static final byte[] SIGNATURE = {2};

    static Stream<String> everyMethod() {
        return Algorithms.known(Algorithms.Kind.KEX).stream();
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void bothRolesAgreeOnSecretAndFields(String name) throws ProtocolException {
        try (var client = KexMethods.named(name, Role.CLIENT, RANDOM, GroupExchange.DEFAULT, () -> HOST_KEY);
                var server = KexMethods.named(name, Role.SERVER, RANDOM, GroupExchange.DEFAULT, () -> HOST_KEY)) {
            var first = server.begin();
            assertThat(first.isPresent()).isEqualTo(name.startsWith("rsa")); // RFC 4432 §4: the server begins
            Message toServer = first.isPresent()
                    ? ((Send) give(client, first.get())).message()
                    : client.begin().orElseThrow();
            Step step = give(server, toServer);
            if (step instanceof Send group) {
                step = give(server, ((Send) give(client, group.message())).message());
            }
            var atServer = (ServerAgreed) step;
            var atClient = (ClientAgreed) give(client, atServer.reply().with(HOST_KEY, SIGNATURE));
            assertThat(atClient.secret()).isEqualTo(atServer.secret());
            assertThat(atClient.fields()).isEqualTo(atServer.fields());
            assertThat(atClient.hostKey()).isEqualTo(HOST_KEY);
            assertThat(atClient.signature()).isEqualTo(SIGNATURE);
        }
    }

    /** No message but the awaited one, at any point, in any role: all of 30–49. */
    @ParameterizedTest
    @MethodSource("everyMethod")
    void onlyTheAwaitedNumberIsTaken(String name) {
        boolean exchange = name.contains("exchange");
        boolean rsa = name.startsWith("rsa");
        for (int number = 30; number < 50; number++) {
            assertRefused(name, Role.SERVER, number, number != (exchange ? 34 : rsa ? 31 : 30));
            assertRefused(name, Role.CLIENT, number, number != (rsa ? 30 : 31));
        }
    }

    private static void assertRefused(String name, Role role, int number, boolean outOfOrder) {
        try (var method = KexMethods.named(name, role, RANDOM, GroupExchange.DEFAULT, () -> HOST_KEY)) {
            method.begin();
            var refused = assertThatThrownBy(() -> method.message(number, new WireReader(new byte[0])))
                    .isInstanceOf(ProtocolException.class);
            if (outOfOrder) {
                refused.hasMessageContaining("not the one that the key exchange waits for");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void aReplyIsTakenOnceAndNothingAfterTheEnd(String name) throws ProtocolException {
        if (name.contains("exchange") || name.startsWith("rsa")) {
            return; // their order is shown below and in RSAMethodTest
        }
        var client = KexMethods.named(name, Role.CLIENT, RANDOM, GroupExchange.DEFAULT, () -> HOST_KEY);
        var server = KexMethods.named(name, Role.SERVER, RANDOM, GroupExchange.DEFAULT, () -> HOST_KEY);
        var init = client.begin().orElseThrow();
        var reply = ((ServerAgreed) give(server, init)).reply().with(HOST_KEY, SIGNATURE);
        assertThatThrownBy(() -> give(server, init)).isInstanceOf(ProtocolException.class);
        client.close();
        assertThatThrownBy(() -> give(client, reply)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void theGroupExchangeHasItsOrder() throws ProtocolException {
        var server = new DHGroupExchangeMethod(Role.SERVER, RANDOM, GroupExchange.DEFAULT);
        assertThatThrownBy(() -> give(server, new GEXInit(BigInteger.TEN))).isInstanceOf(ProtocolException.class);
        give(server, new GEXRequest(2048, 2048, 2048));
        assertThatThrownBy(() -> give(server, new GEXRequest(2048, 2048, 2048))).isInstanceOf(ProtocolException.class);
        give(server, new GEXInit(BigInteger.TEN));
        assertThatThrownBy(() -> give(server, new GEXInit(BigInteger.TEN))).isInstanceOf(ProtocolException.class);

        var client = new DHGroupExchangeMethod(Role.CLIENT, RANDOM, GroupExchange.DEFAULT);
        client.begin();
        assertThatThrownBy(() -> give(client, new GEXReply(HOST_KEY, BigInteger.TEN, SIGNATURE)))
                .isInstanceOf(ProtocolException.class);
        give(client, group(Groups.GROUP14));
        assertThatThrownBy(() -> give(client, group(Groups.GROUP14))).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "2048, 2048, 2048, 2048",
        "2048, 2048, 8192, 2048",
        "2048, 2049, 8192, 3072",
        "2048, 3072, 8192, 3072",
        "3072, 4096, 4096, 4096",
        "2048, 8192, 8192, 8192",
        "1024, 1024, 8192, 2048",
        "0, 2048, 4294967295, 2048",
        "1, 3072, 65535, 3072",
        "2048, 5000, 5500, 4096",
        "2048, 20000, 30000, 8192"
    })
    void theServerChoosesTheSmallestGroupThatWillDo(long min, long n, long max, int bits) throws ProtocolException {
        assertThat(GroupExchange.DEFAULT
                        .choose(new GEXRequest(min, n, max), RANDOM)
                        .bits())
                .isEqualTo(bits);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"1024, 1024, 1024", "512, 1024, 2047", "4096, 2048, 8192", "2048, 8192, 4096", "9000, 9000, 9999"})
    void theServerRefusesWhatCanNotBe(long min, long n, long max) {
        assertThatThrownBy(() -> GroupExchange.DEFAULT.choose(new GEXRequest(min, n, max), RANDOM))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aServerWithModuliGivesOneOfTheBestSizeAndFallsBackToItsOwn() throws ProtocolException {
        var p = Groups.GROUP15.p();
        var five = new DHGroup(p, BigInteger.valueOf(5)); // another group of that size
        var settings = new GroupExchange(2048, 3072, 6144, List.of(Groups.GROUP15, five, Groups.GROUP16));
        var seen = new HashSet<DHGroup>();
        for (int i = 0; i < 100; i++) {
            seen.add(settings.choose(new GEXRequest(2048, 2500, 8192), RANDOM));
        }
        assertThat(seen).containsExactlyInAnyOrder(Groups.GROUP15, five);
        assertThat(settings.choose(new GEXRequest(2048, 8192, 8192), RANDOM)).isEqualTo(Groups.GROUP16);
        assertThat(settings.choose(new GEXRequest(1024, 2048, 2048), RANDOM)).isEqualTo(Groups.GROUP14);
        assertThatThrownBy(() -> settings.choose(new GEXRequest(7000, 8192, 8192), RANDOM))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void theClientRefusesAGroupBeyondItsOwnBounds() {
        var client = new DHGroupExchangeMethod(Role.CLIENT, RANDOM, new GroupExchange(3072, 3072, 4096, List.of()));
        var request = (GEXRequest) client.begin().orElseThrow();
        assertThat(List.of(request.min(), request.n(), request.max())).containsExactly(3072L, 3072L, 4096L);
        assertThatThrownBy(() -> give(client, group(Groups.GROUP14))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> give(client, group(Groups.GROUP17))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new GroupExchange(1023, 2048, 2048, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GroupExchange(2048, 2048, 8193, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBoundsEnterTheHashAsTheClientSentThem() throws ProtocolException {
        var server = new DHGroupExchangeMethod(Role.SERVER, RANDOM, GroupExchange.DEFAULT);
        var group = (GEXGroup) ((Send) give(server, new GEXRequest(0x400, 0x7ff, 0x1fff))).message();
        var agreed = (ServerAgreed) give(server, new GEXInit(BigInteger.TEN));
        var reply = (GEXReply) agreed.reply().with(HOST_KEY, SIGNATURE);
        assertThat(agreed.fields())
                .isEqualTo(new WireWriter()
                        .uint32(0x400)
                        .uint32(0x7ff)
                        .uint32(0x1fff)
                        .mpint(group.p())
                        .mpint(group.g())
                        .mpint(BigInteger.TEN)
                        .mpint(reply.f())
                        .toByteArray());
    }

    static Stream<Arguments> badGroups() {
        var p = Groups.GROUP14.p();
        var two = BigInteger.TWO;
        return Stream.of(
                arguments("512 bits", p.shiftRight(1536).setBit(0), two),
                arguments("2,047 bits", p.shiftRight(1).setBit(0), two),
                arguments("8,193 bits", p.shiftLeft(6145).setBit(0), two),
                arguments("even", p.clearBit(0), two),
                arguments("zero", BigInteger.ZERO, two),
                arguments("negative", p.negate(), two),
                arguments("g = 0", p, BigInteger.ZERO),
                arguments("g = 1", p, BigInteger.ONE),
                arguments("g = p-1", p, p.subtract(BigInteger.ONE)),
                arguments("g = p", p, p),
                arguments("g < 0", p, two.negate()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badGroups")
    void theClientRefusesABadGroupAndSendsNoValue(String what, BigInteger p, BigInteger g) {
        var client = new DHGroupExchangeMethod(Role.CLIENT, RANDOM, GroupExchange.DEFAULT);
        client.begin();
        assertThatThrownBy(() -> give(client, new GEXGroup(p, g))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void theClientAsksForGroupsThatAreStrongEnough() {
        var request = (GEXRequest) new DHGroupExchangeMethod(Role.CLIENT, RANDOM, GroupExchange.DEFAULT)
                .begin()
                .orElseThrow();
        assertThat(List.of(request.min(), request.n(), request.max())).containsExactly(2048L, 3072L, 8192L);
    }

    static Stream<BigInteger> badValues() {
        var p = Groups.GROUP14.p();
        var one = BigInteger.ONE;
        return Stream.of(BigInteger.ZERO, one, p.subtract(one), p, p.add(one), one.negate(), p.shiftLeft(4000));
    }

    /** RFC 8268 §4. */
    @ParameterizedTest
    @MethodSource("badValues")
    void aValueOutsideItsRangeIsRefusedByBothRoles(BigInteger value) throws ProtocolException {
        var server = new DHMethod(Role.SERVER, Groups.GROUP14, RANDOM);
        assertThatThrownBy(() -> give(server, new DHInit(value))).isInstanceOf(ProtocolException.class);
        var client = new DHMethod(Role.CLIENT, Groups.GROUP14, RANDOM);
        client.begin();
        assertThatThrownBy(() -> give(client, new DHReply(HOST_KEY, value, SIGNATURE)))
                .isInstanceOf(ProtocolException.class);
        var gex = new DHGroupExchangeMethod(Role.SERVER, RANDOM, GroupExchange.DEFAULT);
        give(gex, new GEXRequest(2048, 2048, 2048));
        assertThatThrownBy(() -> give(gex, new GEXInit(value))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void anUnknownNameIsAnError() {
        assertThatThrownBy(() ->
                        KexMethods.named("ext-info-c", Role.CLIENT, RANDOM, GroupExchange.DEFAULT, () -> HOST_KEY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KexMethods.hash("x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static GEXGroup group(DHGroup group) {
        return new GEXGroup(group.p(), group.g());
    }

    private static Step give(KexMethod method, Message message) throws ProtocolException {
        byte[] payload = message.payload();
        return method.message(message.number(), new WireReader(payload, 1, payload.length - 1));
    }
}
