package io.javamiko.client.hostkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.transport.BadHostKeyException;
import io.javamiko.transport.BadHostKeyException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyCheckTest {
    private static final SSHPublicKey KEY = SSHKeyPair.generate("ssh-ed25519").publicKey();
    private static final SSHPublicKey OTHER = SSHKeyPair.generate("ssh-ed25519").publicKey();
    private static final SSHPublicKey ECDSA =
            SSHKeyPair.generate("ecdsa-sha2-nistp256").publicKey();
    private static final List<String> ALGORITHMS =
            List.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "rsa-sha2-512", "rsa-sha2-256");

    @TempDir
    private Path directory;

    @Test
    void aKnownKeyIsTakenWithoutAsking() throws Exception {
        var check = check("host " + KEY.format(""), HostKeyPolicy.reject());
        assertThatCode(() -> check.verify(KEY, null)).doesNotThrowAnyException();
        assertThat(check.knows(KEY)).isTrue();
        assertThat(check.knows(OTHER)).isFalse();
    }

    @Test
    void anUnknownHostIsRefusedByDefaultAndTheErrorSaysWhatToDo() throws Exception {
        var refused = refused(check("", HostKeyPolicy.reject()), KEY);
        assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN);
        assertThat(refused).hasMessageContaining(KEY.fingerprint()).hasMessageContaining("host port 22");
        assertThat(refused.key()).isEqualTo(KEY);
    }

    @Test
    void anotherKeyOfAKnownHostIsAChangeWhateverItsType() throws Exception {
        for (SSHPublicKey key : List.of(OTHER, ECDSA)) {
            var refused = refused(check("host " + KEY.format(""), HostKeyPolicy.acceptNew()), key);
            assertThat(refused.reason()).isEqualTo(Reason.CHANGED);
            assertThat(refused).hasMessageContaining(key.fingerprint()).hasMessageContaining(KEY.fingerprint());
        }
    }

    @Test
    void askIsNeverAskedAboutAChange() throws Exception {
        var asked = new ArrayList<HostKeyQuestion>();
        var check = check("host " + KEY.format(""), HostKeyPolicy.ask(question -> {
            asked.add(question);
            return HostKeyDecision.ACCEPT_ONCE;
        }));
        assertThat(refused(check, OTHER).reason()).isEqualTo(Reason.CHANGED);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsRevokedIsRefusedEvenWhereItIsListedOrEverythingIsAccepted() throws Exception {
        var lines = "host " + KEY.format("") + "\n@revoked * " + KEY.format("");
        assertThat(refused(check(lines, new AcceptsAll()), KEY).reason()).isEqualTo(Reason.REVOKED);
    }

    @Test
    void anAuthorityGrantsNothing() throws Exception {
        var check = check("@cert-authority * " + KEY.format(""), HostKeyPolicy.reject());
        assertThat(refused(check, KEY).reason()).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void acceptNewSavesTheKeyBehindWhatIsThere() throws Exception {
        var check = check("# a comment\nelsewhere " + OTHER.format("") + "\n", HostKeyPolicy.acceptNew());
        check.verify(KEY, null);
        assertThat(Files.readString(file()))
                .startsWith("# a comment\nelsewhere ")
                .contains("host " + KEY.format("").strip());
        assertThat(refused(reread(), OTHER).reason()).isEqualTo(Reason.CHANGED);
    }

    @Test
    void acceptOnceSavesNothing() throws Exception {
        check("", HostKeyPolicy.ask(question -> HostKeyDecision.ACCEPT_ONCE)).verify(KEY, null);
        assertThat(Files.readString(file())).isEmpty();
    }

    @Test
    void algorithmsOfKnownKeysComeFirst() throws Exception {
        var check = check("host " + ECDSA.format(""), HostKeyPolicy.reject());
        assertThat(check.ordered(ALGORITHMS))
                .startsWith("ecdsa-sha2-nistp256")
                .containsExactlyInAnyOrderElementsOf(ALGORITHMS);
        assertThat(check("", HostKeyPolicy.reject()).ordered(ALGORITHMS)).isEqualTo(ALGORITHMS);
    }

    @Test
    void anotherPortIsAnotherServer() throws Exception {
        Files.writeString(file(), "host " + KEY.format("") + "\n[host]:2222 " + OTHER.format(""));
        var check = HostKeyCheck.of("host", 2222, List.of(file()), HostKeyPolicy.reject(), Form.PLAIN);
        assertThatCode(() -> check.verify(OTHER, null)).doesNotThrowAnyException();
        assertThat(refused(check, KEY).reason()).isEqualTo(Reason.CHANGED);
    }

    private static final class AcceptsAll implements HostKeyPolicy {
        @Override
        public HostKeyDecision unknown(HostKeyQuestion question) {
            return HostKeyDecision.ACCEPT_ONCE;
        }

        @Override
        public HostKeyDecision changed(HostKeyQuestion question) {
            return HostKeyDecision.ACCEPT_ONCE;
        }
    }

    private static BadHostKeyException refused(HostKeyCheck check, SSHPublicKey key) {
        return catchThrowableOfType(BadHostKeyException.class, () -> check.verify(key, null));
    }

    private HostKeyCheck check(String knownHosts, HostKeyPolicy policy) throws IOException {
        Files.writeString(file(), knownHosts);
        return HostKeyCheck.of("host", 22, List.of(file()), policy, Form.PLAIN);
    }

    private HostKeyCheck reread() throws IOException {
        return HostKeyCheck.of("host", 22, List.of(file()), HostKeyPolicy.reject(), Form.PLAIN);
    }

    private Path file() {
        return directory.resolve("known_hosts");
    }
}
