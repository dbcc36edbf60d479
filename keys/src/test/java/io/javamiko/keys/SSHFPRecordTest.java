package io.javamiko.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SSHFPRecordTest {
    @TempDir
    private Path directory;

    @Test
    void aRecordMatchesItsKeyAlone() {
        for (var pair : TestKeys.all()) {
            for (var record : SSHFPRecord.of(pair.publicKey())) {
                var read = SSHFPRecord.parse(record.format().toUpperCase(java.util.Locale.ROOT));
                assertThat(read).isEqualTo(record).hasSameHashCodeAs(record);
                for (var other : TestKeys.all()) {
                    assertThat(read.matches(other.publicKey())).isEqualTo(other == pair);
                }
            }
        }
        assertThat(SSHFPRecord.parse("9 9 ab").matches(TestKeys.rsa().publicKey()))
                .isFalse();
    }

    /** RFC 7479 §5.1's key and record, RFC 6594's for ECDSA are shown by ssh-keygen below. */
    @Test
    void theRFCsExampleMatches() throws Exception {
        var key =
                SSHPublicKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS");
        assertThat(SSHFPRecord.algorithm(key.type())).contains(4);
        assertThat(SSHFPRecord.of(key, SSHFPRecord.SHA256).format()).startsWith("4 2 ");
    }

    @Test
    void whatIsNoRecordIsRefused() {
        for (String bad : List.of("", "4 2", "4 2 abc", "256 1 ab", "x 1 ab", "1 999 ab", "1 1 " + "ab".repeat(256))) {
            assertThatThrownBy(() -> SSHFPRecord.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(SSHFPRecord.parse("4 2 (ab cd\tef)").format()).isEqualTo("4 2 abcdef");
    }

    @Tag("peers")
    @Test
    void itPrintsTheSame() throws Exception {
        var keygen = new SSHKeygen(directory);
        for (var pair : TestKeys.openSSH()) {
            keygen.write("key.pub", pair.publicKey().format("") + "\n");
            var lines = new ArrayList<String>();
            var generic = new ArrayList<String>();
            for (var record : SSHFPRecord.of(pair.publicKey())) {
                lines.add("host IN SSHFP " + record.format());
                generic.add("host IN TYPE44 " + record.formatGeneric());
            }
            assertThat(keygen.run("-r", "host", "-f", "key.pub").successful().lines())
                    .containsExactlyElementsOf(lines);
            assertThat(keygen.run("-r", "host", "-g", "-f", "key.pub")
                            .successful()
                            .lines())
                    .containsExactlyElementsOf(generic);
        }
    }
}
