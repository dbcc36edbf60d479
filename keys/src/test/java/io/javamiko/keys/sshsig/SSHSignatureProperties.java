package io.javamiko.keys.sshsig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.keys.Mutations;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.lists.AllowedSigners;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever bytes come in, a signature or our error comes out, and none that was changed counts. */
class SSHSignatureProperties {
    private static final SSHKeyPair PAIR = TestKeys.ed25519();
    private static final SSHSignature SIGNATURE = signature();

    private static ByteArrayInputStream message() {
        return new ByteArrayInputStream("m".getBytes(UTF_8));
    }

    private static SSHSignature signature() {
        try {
            return SSHSignature.sign(PAIR, "file", message());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property
    void anyBytesAreASignatureOrAnError(@ForAll byte[] bytes) {
        try {
            assertThat(SSHSignature.parse(bytes).namespace()).isNotEmpty();
        } catch (ProtocolException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property
    void aMutatedSignatureDoesNotCount(@ForAll long seed) throws IOException {
        byte[] blob = SIGNATURE.encode();
        byte[] bytes = Mutations.mutated(blob, seed);
        try {
            SSHSignature.decode(bytes).checkWithoutSigner(message(), "file");
            assertThat(bytes).isEqualTo(blob);
        } catch (ProtocolException | SignatureRefusedException e) {
            assertThat(Arrays.equals(bytes, blob)).isFalse();
        }
    }

    @Property
    void aMutatedTextIsASignatureOrAnError(@ForAll long seed) {
        try {
            SSHSignature.parse(Mutations.mutated(SIGNATURE.format().getBytes(UTF_8), seed));
        } catch (ProtocolException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property
    void allowedSignersAreReadOrWarnedOf(@ForAll byte[] bytes, @ForAll long seed) {
        byte[] line = ("a*,!b namespaces=\"x,y*\",valid-after=\"20200101\" "
                        + PAIR.publicKey().format("c"))
                .getBytes(UTF_8);
        for (byte[] text : new byte[][] {bytes, Mutations.mutated(line, seed)}) {
            var signers = AllowedSigners.parse(text, "file", ZoneOffset.UTC);
            signers.find("abc", PAIR.publicKey(), "x", Instant.EPOCH);
            signers.findPrincipals(PAIR.publicKey(), Instant.MAX);
            assertThat(signers.matchPrincipals("b").size() + signers.warnings().size())
                    .isLessThanOrEqualTo(
                            signers.entries().size() + signers.warnings().size());
        }
    }
}
