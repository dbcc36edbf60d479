package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.transport.Negotiation.Markers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NegotiationTest {
    private static final String NONE_SUCH = "none-such@kit";

    @Test
    void theClientsOrderDecidesInEachList() throws NegotiationException {
        var client = new Lists();
        var server = new Lists();
        client.all.forEach(list -> list.replaceAll(name -> "2" + name));
        client.all.forEach(list -> list.add(0, "only client"));
        server.all.forEach(list -> list.replaceAll(name -> "2" + name));
        client.all.forEach(list -> list.add("other"));
        server.all.forEach(list -> list.add(0, "other"));
        for (var us : Role.values()) {
            var negotiated = agree(us, client, server);
            assertThat(negotiated.kex()).isEqualTo("2kex");
            assertThat(negotiated.hostKeyAlgorithm()).isEqualTo("2hostkey");
            assertThat(negotiated.clientToServer()).hasToString("2cipher-cs 2mac-cs 2compression-cs");
            assertThat(negotiated.serverToClient()).hasToString("2cipher-sc 2mac-sc 2compression-sc");
        }
    }

    static Stream<Arguments> eachList() {
        return Stream.of(
                arguments(0, "key exchange method"),
                arguments(1, "host key algorithm"),
                arguments(2, "cipher from client to server"),
                arguments(3, "cipher from server to client"),
                arguments(4, "MAC from client to server"),
                arguments(5, "MAC from server to client"),
                arguments(6, "compression method from client to server"),
                arguments(7, "compression method from server to client"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("eachList")
    void nothingInCommonIsAnErrorWithBothProposals(int list, String what) {
        for (var us : Role.values()) {
            for (List<String> theirs : List.of(List.of(NONE_SUCH), List.<String>of())) {
                var lists = new Lists();
                lists.set(list, theirs);
                var client = us == Role.CLIENT ? new Lists() : lists;
                var server = us == Role.CLIENT ? lists : new Lists();
                var e = catchThrowableOfType(NegotiationException.class, () -> agree(us, client, server));
                assertThat(e).hasMessageContaining("no " + what + " in common");
                assertThat(e.ours()).isNotSameAs(e.theirs());
                assertThat(DisconnectReason.of(e)).isEqualTo(DisconnectReason.KEY_EXCHANGE_FAILED);
            }
        }
    }

    @Test
    void aCipherThatAuthenticatesNeedsNoMAC() throws NegotiationException {
        var server = new Lists();
        server.set(3, List.of("aes256-gcm@openssh.com"));
        server.set(5, List.of(NONE_SUCH));
        var client = new Lists();
        client.set(3, List.of("aes256-gcm@openssh.com"));
        var negotiated = agree(Role.CLIENT, client, server);
        assertThat(negotiated.serverToClient()).hasToString("aes256-gcm@openssh.com compression-sc");
        assertThat(negotiated.serverToClient().mac()).isEmpty();
        assertThat(negotiated.clientToServer().mac()).contains("mac-cs");
    }

    @Test
    void theErrorSaysWhatWouldBridge() {
        var server = new Lists();
        server.set(1, List.of("ssh-none", "ssh-rsa"));
        assertThatThrownBy(() -> agree(Role.CLIENT, new Lists(), server))
                .hasMessageContaining("the peer has ssh-none, ssh-rsa; here hostkey may be used")
                .hasMessageContaining("Algorithms.withLegacy(\"ssh-rsa\")");
        server.set(1, List.of("ssh-none"));
        assertThatThrownBy(() -> agree(Role.CLIENT, new Lists(), server))
                .hasMessageContaining("knows none of the peer's");
    }

    @Test
    void namesOfThePeerAreMadeSafeToShow() {
        var server = new Lists();
        server.set(0, List.of("a\\b\u001b[2J"));
        assertThatThrownBy(() -> agree(Role.CLIENT, new Lists(), server))
                .message()
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "ext-info-c",
        "ext-info-s",
        "kex-strict-c-v00@openssh.com",
        "kex-strict-s-v00@openssh.com",
        "kex-strict-c",
        "kex-strict-s"
    })
    void aMarkerIsNeverAgreedOn(String marker) throws NegotiationException {
        var client = new Lists();
        client.set(0, List.of(marker, "kex"));
        var server = new Lists();
        server.set(0, List.of(marker, "kex"));
        assertThat(agree(Role.CLIENT, client, server).kex()).isEqualTo("kex");
        client.set(0, List.of(marker));
        assertThatThrownBy(() -> agree(Role.CLIENT, client, server)).isInstanceOf(NegotiationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "kex-strict-c-v00@openssh.com, kex-strict-s-v00@openssh.com, true",
        "kex-strict-c, kex-strict-s, true",
        "kex-strict-c, kex-strict-s-v00@openssh.com, false",
        "kex-strict-c-v00@openssh.com, kex-strict-s, false",
        "kex-strict-s-v00@openssh.com, kex-strict-s-v00@openssh.com, false",
        "kex-strict-c-v00@openssh.com, kex-strict-c-v00@openssh.com, false",
        "kex-strict-c-v00@openssh.com, none, false"
    })
    void strictIsAgreedOnInPairsOfOneSpelling(String ofClient, String ofServer, boolean strict) {
        var client = new Lists();
        client.set(0, List.of("kex", ofClient));
        var server = new Lists();
        server.set(0, List.of(ofServer, "kex"));
        assertThat(new Negotiation(Role.CLIENT, client.init(), server.init()).bothStrict())
                .isEqualTo(strict);
        assertThat(new Negotiation(Role.SERVER, server.init(), client.init()).bothStrict())
                .isEqualTo(strict);
    }

    @Test
    void theFirstProposalHasTheMarkersOfItsRoleAndNoLaterOne() {
        assertThat(proposal(Role.CLIENT, Markers.ALL).kexAlgorithms())
                .containsAll(Algorithms.modern().kex())
                .endsWith("ext-info-c", "kex-strict-c-v00@openssh.com", "kex-strict-c");
        assertThat(proposal(Role.SERVER, Markers.ALL).kexAlgorithms())
                .endsWith("ext-info-s", "kex-strict-s-v00@openssh.com", "kex-strict-s");
        assertThat(proposal(Role.CLIENT, Markers.NOT_STRICT).kexAlgorithms()).endsWith("ext-info-c");
        assertThat(proposal(Role.CLIENT, Markers.NONE).kexAlgorithms())
                .isEqualTo(Algorithms.modern().kex());
    }

    @Test
    void aProposalHasWhatTheAlgorithmsSayInBothDirections() {
        var init = proposal(Role.CLIENT, Markers.ALL);
        var modern = Algorithms.modern();
        assertThat(init.encryptionAlgorithmsClientToServer()).isEqualTo(modern.ciphers());
        assertThat(init.encryptionAlgorithmsServerToClient()).isEqualTo(modern.ciphers());
        assertThat(init.macAlgorithmsClientToServer()).isEqualTo(modern.macs());
        assertThat(init.macAlgorithmsServerToClient()).isEqualTo(modern.macs());
        assertThat(init.compressionAlgorithmsClientToServer()).containsExactly("none");
        assertThat(init.languagesClientToServer()).isEmpty();
        assertThat(init.reserved()).isZero();
    }

    static Stream<Arguments> guesses() {
        Consumer<Lists> nothing = lists -> {};
        Consumer<Lists> otherKex = lists -> lists.set(0, List.of("other", "kex"));
        Consumer<Lists> otherKey = lists -> lists.set(1, List.of("other", "hostkey"));
        Consumer<Lists> otherCipher = lists -> lists.set(2, List.of("other", "cipher-cs"));
        return Stream.of(
                arguments("the same", nothing, true),
                arguments("another method", otherKex, false),
                arguments("another host key", otherKey, false),
                arguments("another cipher", otherCipher, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guesses")
    void aGuessIsRightIfMethodAndHostKeyAreBothPreferred(String what, Consumer<Lists> change, boolean right) {
        var client = new Lists();
        client.follows = true;
        change.accept(client);
        var negotiation = new Negotiation(Role.SERVER, new Lists().init(), client.init());
        assertThat(negotiation.isGuessRight()).isEqualTo(right);
        assertThat(negotiation.peerGuessesWrong()).isEqualTo(!right);
        client.follows = false;
        assertThat(new Negotiation(Role.SERVER, new Lists().init(), client.init()).peerGuessesWrong())
                .isFalse();
    }

    private static KexInit proposal(Role us, Markers markers) {
        var modern = Algorithms.modern();
        return Negotiation.propose(us, modern, modern.hostKeys(), markers, new byte[16], false);
    }

    private static Negotiated agree(Role us, Lists client, Lists server) throws NegotiationException {
        return us == Role.CLIENT
                ? new Negotiation(us, client.init(), server.init()).agree(true)
                : new Negotiation(us, server.init(), client.init()).agree(true);
    }

    /** The eight lists of a KEXINIT, each with one name that tells which it is. */
    private static final class Lists {
        private final List<List<String>> all = new ArrayList<>();
        private boolean follows;

        Lists() {
            for (String name : List.of(
                    "kex",
                    "hostkey",
                    "cipher-cs",
                    "cipher-sc",
                    "mac-cs",
                    "mac-sc",
                    "compression-cs",
                    "compression-sc")) {
                all.add(new ArrayList<>(List.of(name)));
            }
        }

        void set(int list, List<String> names) {
            all.set(list, names);
        }

        KexInit init() {
            return new KexInit(
                    new byte[16],
                    all.get(0),
                    all.get(1),
                    all.get(2),
                    all.get(3),
                    all.get(4),
                    all.get(5),
                    all.get(6),
                    all.get(7),
                    List.of("en"),
                    List.of(),
                    follows,
                    0xdeadbeefL);
        }
    }

    @Test
    void theNamesOfRFC5647StandAmongTheMACsToo() throws Exception {
        var preferred = Algorithms.modern().withCiphers(List.of("AEAD_AES_128_GCM", "aes128-ctr"));
        var last = Algorithms.modern().withLegacy("AEAD_AES_256_GCM");
        assertThat(offer(preferred).macAlgorithmsClientToServer())
                .startsWith("AEAD_AES_128_GCM", "hmac-sha2-256-etm@openssh.com");
        assertThat(offer(last).macAlgorithmsServerToClient()).endsWith("AEAD_AES_256_GCM");
        var agreed = new Negotiation(Role.CLIENT, offer(preferred), offer(preferred)).agree(true);
        assertThat(agreed.clientToServer())
                .isEqualTo(new Negotiated.Direction("AEAD_AES_128_GCM", Optional.empty(), "none"));
        var mixed = offer(preferred.withCiphers(List.of("aes128-ctr", "AEAD_AES_128_GCM")));
        assertThat(new Negotiation(Role.SERVER, offer(preferred), mixed)
                        .agree(true)
                        .clientToServer()
                        .mac())
                .as("a name that is a cipher's is nobody else's MAC")
                .contains("hmac-sha2-256-etm@openssh.com");
    }

    @Test
    void whatWouldBridgeIsNamedForWhatItIs() {
        var modern = Algorithms.modern();
        assertThat(refusal(modern, modern.withCiphers(List.of("aes256-cbc"))))
                .contains("Algorithms.legacyDevices()", "withLegacy(\"aes256-cbc\")");
        assertThat(refusal(modern, modern.withCiphers(List.of("arcfour128"))))
                .contains("broken", "withLegacy(\"arcfour128\")")
                .doesNotContain("legacyDevices");
        assertThat(refusal(
                        modern.withCiphers(List.of("aes128-ctr")),
                        modern.withCiphers(List.of("3des-cbc", "aes256-ctr"))))
                .contains("aes256-ctr is sound", "Algorithms.with(Kind.CIPHER, …)")
                .doesNotContain("withLegacy", "legacyDevices");
    }

    private static KexInit offer(Algorithms algorithms) {
        return Negotiation.propose(
                Role.CLIENT, algorithms, algorithms.hostKeys(), Negotiation.Markers.NONE, new byte[16], false);
    }

    private static String refusal(Algorithms ours, Algorithms theirs) {
        return catchThrowable(() -> new Negotiation(Role.CLIENT, offer(ours), offer(theirs)).agree(true))
                .getMessage();
    }
}
