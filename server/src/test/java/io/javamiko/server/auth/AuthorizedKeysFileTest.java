package io.javamiko.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.lists.AuthorizedKeyOptions.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizedKeysFileTest {
    private static final SSHPublicKey KEY = SSHKeyPair.generate("ssh-ed25519").publicKey();
    private static final SSHPublicKey OTHER = SSHKeyPair.generate("ssh-ed25519").publicKey();
    private static final String ADDRESS = "192.0.2.7";

    @TempDir
    private Path folder;

    private int writes;

    private Optional<Permissions> find(SSHPublicKey key, String... lines) throws IOException {
        return new AuthorizedKeysFile(write(lines)).find("me", key, ADDRESS);
    }

    private Path write(String... lines) throws IOException {
        var file = folder.resolve("authorized_keys");
        Files.writeString(file, String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * ++writes)); // coarse clocks see no change else
        return file;
    }

    private static String line(String options, SSHPublicKey key) {
        return (options.isEmpty() ? "" : options + " ") + key.format("comment");
    }

    @Test
    void aKeyOfTheFileMayDoEverythingAndAnotherNothing() throws IOException {
        assertThat(find(KEY, line("", KEY))).hasValueSatisfying(permissions -> {
            assertThat(permissions.permits(Permission.PTY)).isTrue();
            assertThat(permissions.permitsOpen("anywhere", 1)).isTrue();
            assertThat(permissions.command()).isEmpty();
        });
        assertThat(find(OTHER, line("", KEY))).isEmpty();
    }

    @Test
    void aMissingFileLetsNobodyIn() {
        assertThat(new AuthorizedKeysFile(folder.resolve("none")).find("me", KEY, ADDRESS))
                .isEmpty();
    }

    @Test
    void aFileThatOthersMayWriteLetsNobodyIn() throws IOException {
        var file = write(line("", KEY));
        var keys = new AuthorizedKeysFile(file);
        assertThat(keys.find("me", KEY, ADDRESS)).isPresent();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(keys.find("me", KEY, ADDRESS)).isEmpty();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(keys.find("me", KEY, ADDRESS)).isPresent();
    }

    @Test
    void aChangeIsSeenAtTheNextLogin() throws IOException {
        var keys = new AuthorizedKeysFile(write(line("", KEY)));
        assertThat(keys.find("me", OTHER, ADDRESS)).isEmpty();
        write(line("", OTHER));
        assertThat(keys.find("me", OTHER, ADDRESS)).isPresent();
        assertThat(keys.find("me", KEY, ADDRESS)).isEmpty();
        Files.delete(folder.resolve("authorized_keys"));
        assertThat(keys.find("me", OTHER, ADDRESS)).isEmpty();
    }

    @Test
    void fromSaysWhereAKeyMayComeFrom() throws IOException {
        assertThat(find(KEY, line("from=\"192.0.2.0/24\"", KEY))).isPresent();
        assertThat(find(KEY, line("from=\"!192.0.2.7,192.0.2.0/24\"", KEY))).isEmpty();
        assertThat(find(KEY, line("from=\"198.51.100.1\"", KEY))).isEmpty();
        assertThat(find(KEY, line("from=\"host.example\"", KEY)))
                .as("no name is looked up")
                .isEmpty();
    }

    @Test
    void theFirstLineWhoseOptionsHoldCounts() throws IOException {
        var found = find(
                KEY, line("from=\"198.51.100.1\"", KEY), line("command=\"one\"", KEY), line("command=\"two\"", KEY));
        assertThat(found).flatMap(Permissions::command).contains("one");
    }

    @Test
    void anExpiredKeyIsNone() throws IOException {
        assertThat(find(KEY, line("expiry-time=\"20200101\"", KEY))).isEmpty();
        assertThat(find(KEY, line("expiry-time=\"29990101\"", KEY))).isPresent();
    }

    @Test
    void restrictTakesEverythingAndLeavesWhatIsNamed() throws IOException {
        assertThat(find(KEY, line("restrict,pty", KEY))).hasValueSatisfying(permissions -> {
            assertThat(permissions.permits(Permission.PTY)).isTrue();
            assertThat(permissions.permits(Permission.PORT_FORWARDING)).isFalse();
            assertThat(permissions.permitsOpen("localhost", 80)).isFalse();
        });
        assertThat(find(KEY, line("no-pty", KEY)))
                .hasValueSatisfying(permissions ->
                        assertThat(permissions.permits(Permission.PTY)).isFalse());
    }

    @Test
    void permitopenNamesTheTargets() throws IOException {
        var options = "permitopen=\"db:5432\",permitopen=\"[2001:db8::1]:*\",permitopen=\"*:80\"";
        assertThat(find(KEY, line(options, KEY))).hasValueSatisfying(permissions -> {
            assertThat(permissions.permitsOpen("DB", 5432)).isTrue();
            assertThat(permissions.permitsOpen("db", 5433)).isFalse();
            assertThat(permissions.permitsOpen("2001:db8::1", 22)).isTrue();
            assertThat(permissions.permitsOpen("anywhere", 80)).isTrue();
        });
    }

    @Test
    void anOptionThatIsNotKnownAndAnAuthorityLetNobodyIn() throws IOException {
        assertThat(find(KEY, line("frobnicate", KEY))).isEmpty();
        assertThat(find(KEY, line("cert-authority", KEY))).isEmpty();
    }

    @Test
    void whatTwoKeysAllowTogetherIsWhatBothAllow() throws IOException {
        var one = find(KEY, line("no-pty,permitopen=\"a:1\",permitopen=\"b:1\",environment=\"X=1\"", KEY))
                .orElseThrow();
        var two = find(KEY, line("command=\"only\",permitopen=\"b:1\",environment=\"X=2\"", KEY))
                .orElseThrow();
        var both = one.and(two);
        assertThat(both.permits(Permission.PTY)).isFalse();
        assertThat(both.permitsOpen("a", 1)).isFalse();
        assertThat(both.permitsOpen("b", 1)).isTrue();
        assertThat(both.command()).contains("only");
        assertThat(both.environment()).containsEntry("X", "1");
    }
}
