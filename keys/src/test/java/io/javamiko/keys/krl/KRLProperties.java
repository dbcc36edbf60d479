package io.javamiko.keys.krl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.keys.Mutations;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.files.KeyFileException;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Whatever bytes come in, a list or our error comes out. */
class KRLProperties {
    private static final SSHPublicKey A = TestKeys.all().get(0).publicKey();
    private static final byte[] LIST = signed();

    private static byte[] signed() {
        try {
            return KRL.of(r -> {
                        r.key(A).sha1(A).sha256(A).comment("c");
                        r.certificatesOf(A).serials(3, 900).serial(7000).keyId("id");
                        r.certificatesOfAnyAuthority()
                                .serial(1)
                                .serial(3)
                                .serial(5)
                                .serial(6);
                    })
                    .encodeSigned(List.of(TestKeys.all().get(1)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Property
    void anyBytesAreAListOrAnError(@ForAll byte[] bytes) {
        try {
            assertThat(KRL.parse(bytes).isRevoked(A)).isFalse();
        } catch (SSHException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property
    void aListMutatedIsAListOrAnError(@ForAll long seed) throws Exception {
        byte[] unsigned = KRL.decode(LIST).with(r -> {}).encode();
        for (byte[] bytes : List.of(LIST, unsigned)) {
            try {
                var list = KRL.decode(Mutations.mutated(bytes, seed));
                list.isRevoked(A);
                list.isRevoked(A, 5, "id");
                assertThat(list.toSpecification()).isNotNull();
                assertThat(list.generated()).isNotNull();
                assertThat(KRL.decode(list.encode()).version()).isEqualTo(list.version());
            } catch (ProtocolException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Property
    void aSpecificationIsReadOrRefused(@ForAll String text, @ForAll long seed) {
        byte[] good = ("serial: 1-5\nid: x\nkey: " + A.format("") + "\n" + text).getBytes(UTF_8);
        try {
            KRLSpecification.apply(
                    Mutations.mutated(good, seed), new KRLSpecification.Authority.Any(), new Revocations());
        } catch (KeyFileException e) {
            assertThat(e).hasMessageContaining("line ");
        }
    }

    @Property(tries = 300)
    void exactlyTheSerialsThatWereAddedAreRevoked(
            @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 600) Long> serials,
            @ForAll @LongRange(min = 0, max = 1_000_000) long offset)
            throws Exception {
        var all = new TreeSet<>(serials);
        var list = KRL.decode(KRL.of(r -> {
                    var certificates = r.certificatesOf(A);
                    all.forEach(serial -> certificates.serial(offset + serial));
                })
                .encode());
        for (long serial = 1; serial <= 601; serial++) {
            assertThat(list.isRevoked(A, offset + serial, "")).isEqualTo(all.contains(serial));
        }
    }
}
