package io.javamiko.keys.krl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHKeygen;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.krl.KRLSpecification.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists to and from the ssh-keygen of this machine. */
@Tag("peers")
class KRLIT {
    private static final SSHKeyPair CA = TestKeys.ed25519();

    @TempDir
    private Path directory;

    private SSHKeygen keygen;

    @BeforeEach
    void files() throws Exception {
        keygen = new SSHKeygen(directory);
        CA.write(directory.resolve("ca"));
        keygen.write("ca.pub", CA.publicKey().format("") + "\n");
        for (var pair : TestKeys.openSSH()) {
            keygen.write(pair.publicKey().type() + ".pub", pair.publicKey().format("") + "\n");
        }
    }

    /** A certificate file with this serial and key id. */
    private String certificate(long serial, String id) throws Exception {
        String name = "c" + Long.toUnsignedString(serial);
        keygen.write(name + ".pub", TestKeys.rsa().publicKey().format("") + "\n");
        keygen.run("-q", "-s", "ca", "-I", id, "-z", Long.toUnsignedString(serial), name + ".pub")
                .successful();
        return name + "-cert.pub";
    }

    private boolean itRevokes(byte[] list, String file) throws Exception {
        keygen.write("list", list);
        var ended = keygen.run("-Q", "-f", "list", file);
        assertThat(ended.text()).containsAnyOf(": ok\n", ": REVOKED\n");
        return ended.exit() != 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"key: ", "sha1: ", "sha256: ", ""})
    void keysThatOneRevokesAreRevokedForTheOther(String word) throws Exception {
        for (var pair : TestKeys.openSSH()) {
            String line = word + pair.publicKey().format("") + "\n";
            keygen.write("spec", line);
            keygen.run("-q", "-k", "-f", "theirs", "spec").successful();
            var theirs = KRL.read(directory.resolve("theirs"));
            var revocations = new Revocations();
            KRLSpecification.apply(line.getBytes(UTF_8), new Authority.None(), revocations);
            byte[] ours = KRL.of(r -> r.addAll(new KRL(revocations, java.util.List.of())))
                    .encode();
            for (var other : TestKeys.openSSH()) {
                boolean revoked = other == pair;
                assertThat(theirs.isRevoked(other.publicKey())).isEqualTo(revoked);
                assertThat(itRevokes(ours, other.publicKey().type() + ".pub")).isEqualTo(revoked);
            }
        }
    }

    @Test
    void serialsAndKeyIdsThatOneRevokesAreRevokedForTheOther() throws Exception {
        var spec = new StringBuilder("id: gone\nserial: 100000-99999999999\nserial: 18446744073709551615\n");
        for (int i = 1; i < 300; i += 3) {
            spec.append("serial: ").append(i).append('\n'); // they use bitmaps for such
        }
        for (long i = 1L << 40; i < (1L << 40) + 5_000_000; i += 1_000_000) {
            spec.append("serial: ").append(i).append('\n'); // and lists for such
        }
        keygen.write("spec", spec.toString());
        keygen.run("-q", "-k", "-f", "theirs", "-s", "ca.pub", "-z", "7", "spec")
                .successful();
        var theirs = KRL.read(directory.resolve("theirs"));
        assertThat(theirs.version()).isEqualTo(7);
        var ours = new Revocations();
        KRLSpecification.apply(spec.toString().getBytes(UTF_8), new Authority.Of(CA.publicKey()), ours);
        byte[] list = new KRL(ours, java.util.List.of()).encode();
        assertThat(KRL.decode(list).toSpecification()).isEqualTo(theirs.toSpecification());
        for (long serial : new long[] {1, 2, 298, 299, 100_000, -1, 99_999, 1L << 40, (1L << 40) + 1}) {
            boolean revoked = theirs.isRevoked(CA.publicKey(), serial, "stays");
            String certificate = certificate(serial, "stays");
            assertThat(itRevokes(list, certificate)).isEqualTo(revoked);
            assertThat(theirs.isRevoked(SSHPublicKey.parse(Files.readString(directory.resolve(certificate)))))
                    .isEqualTo(revoked);
        }
        assertThat(itRevokes(list, certificate(500, "gone"))).isTrue();
        assertThat(theirs.isRevoked(CA.publicKey(), 500, "gone")).isTrue();
        assertThat(theirs.isRevoked(TestKeys.rsa().publicKey(), 500, "gone")).isFalse();
    }

    @Test
    void whatIsOfAnyAuthorityIsSoForBoth() throws Exception {
        keygen.write("spec", "id: gone\nserial: 5\n");
        keygen.run("-q", "-k", "-f", "theirs", "-s", "none", "spec").successful();
        var theirs = KRL.read(directory.resolve("theirs"));
        assertThat(theirs.isRevoked(TestKeys.rsa().publicKey(), 5, "")).isTrue();
        assertThat(theirs.isRevoked(CA.publicKey(), 6, "gone")).isTrue();
        byte[] ours = KRL.of(r -> r.certificatesOfAnyAuthority().serial(5)).encode();
        assertThat(itRevokes(ours, certificate(5, "x"))).isTrue();
        assertThat(itRevokes(ours, certificate(6, "x"))).isFalse();
    }

    @Test
    void aCertificateIsRevokedByItsOwnFileItsKeyOrItsAuthority() throws Exception {
        String numbered = certificate(77, "a");
        String named = certificate(0, "b");
        var of77 = SSHPublicKey.parse(Files.readString(directory.resolve(numbered)));
        var of0 = SSHPublicKey.parse(Files.readString(directory.resolve(named)));
        for (String spec : new String[] {numbered, named, "ca.pub", "ssh-rsa.pub"}) {
            keygen.run("-q", "-k", "-f", "theirs", spec).successful();
            var theirs = KRL.read(directory.resolve("theirs"));
            byte[] ours = KRLSpecification.read(Files.readAllBytes(directory.resolve(spec)), new Authority.None())
                    .encode();
            boolean key = spec.equals("ca.pub") || spec.equals("ssh-rsa.pub");
            assertThat(itRevokes(ours, numbered)).isEqualTo(key || spec.equals(numbered));
            assertThat(itRevokes(ours, named)).isEqualTo(key || spec.equals(named));
            assertThat(theirs.isRevoked(of77)).isEqualTo(key || spec.equals(numbered));
            assertThat(theirs.isRevoked(of0)).isEqualTo(key || spec.equals(named));
        }
    }

    @Test
    void itUpdatesOurListAndShowsWhatWeShow() throws Exception {
        var first = KRL.of(r -> r.sha256(TestKeys.rsa().publicKey())
                .comment("ours")
                .certificatesOf(CA.publicKey())
                .serials(4, 9)
                .keyId("me"));
        keygen.write("list", first.encode());
        keygen.run("-q", "-k", "-u", "-f", "list", "ecdsa-sha2-nistp256.pub").successful();
        var updated = KRL.decode(Files.readAllBytes(directory.resolve("list")));
        assertThat(updated.isRevoked(TestKeys.rsa().publicKey())).isTrue();
        assertThat(updated.isRevoked(TestKeys.openSSH().get(1).publicKey())).isTrue();
        assertThat(updated.isRevoked(CA.publicKey(), 9, "")).isTrue();
        String shown = keygen.run("-Q", "-l", "-f", "list").successful();
        assertThat(shown).contains("serial: 4-9\n", "id: me\n");
        assertThat(updated.toSpecification()).contains("serial: 4-9\n", "id: me\n");
    }
}
