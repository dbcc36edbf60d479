package io.javamiko.keys.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** known_hosts beside the ssh-keygen of this machine: what it finds we find, what we write it reads. */
@Tag("peers")
class KnownHostsIT {
    private static final SSHPublicKey A = TestKeys.all().get(0).publicKey();
    private static final SSHPublicKey B = TestKeys.all().get(1).publicKey();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("known_hosts");
    }

    private String keygen(String... arguments) throws Exception {
        var command =
                Stream.concat(Stream.of("ssh-keygen"), Stream.of(arguments)).toList();
        Path output = directory.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    /** The numbers of the lines that {@code ssh-keygen -F} finds. */
    private List<Integer> found(String name) throws Exception {
        var lines = new ArrayList<Integer>();
        var matcher = Pattern.compile("found: line ([0-9]+)").matcher(keygen("-F", name, "-f", file.toString()));
        while (matcher.find()) {
            lines.add(Integer.parseInt(matcher.group(1)));
        }
        return lines;
    }

    @Test
    void bothFindTheSameLines() throws Exception {
        var hosts = List.of(
                "host",
                "HOST",
                "host.example.com",
                "*.example.com",
                "*",
                "h?st",
                "host,other",
                "!host,*",
                "*,!host",
                "!host",
                "[host]:2222",
                "[*]:2222",
                "[host]:*",
                "[host.example.com]:2222,host",
                "10.0.0.*",
                "10.0.0.1",
                "2001:db8::1",
                "[2001:db8::1]:2222",
                "2001:db8::*",
                "*.com,!*.example.com",
                "**",
                "*host",
                "ho*t*");
        var lines = new ArrayList<String>();
        for (String names : hosts) {
            for (String marker : List.of("", "@revoked ", "@cert-authority ")) {
                lines.add(marker + names + " " + (lines.size() % 2 == 0 ? A : B).format("comment " + lines.size()));
            }
            lines.add("  \t" + names + "\t " + A.format(""));
            lines.add("# " + names + " " + A.format(""));
        }
        Files.write(file, lines);
        KnownHostsFile.append(file, "host", 22, A, Form.HASHED);
        KnownHostsFile.append(file, "host", 2222, B, Form.HASHED);
        var known = KnownHosts.read(file);
        var queries = List.of(
                "host",
                "other",
                "hoost",
                "host.example.com",
                "a.example.com",
                "example.com",
                "10.0.0.1",
                "10.0.1.1",
                "2001:db8::1",
                "nobody");
        for (String query : queries) {
            for (int port : new int[] {22, 2222, 22_222}) {
                assertThat(known.find(query, port).stream().map(KnownHosts.Entry::line))
                        .as(query + " " + port)
                        .isEqualTo(found(port == 22 ? query : "[" + query + "]:" + port));
            }
        }
    }

    @Test
    void itFindsWhatWeAppend() throws Exception {
        KnownHostsFile.append(file, "plain.example.com", 22, A, Form.PLAIN);
        KnownHostsFile.append(file, "plain.example.com", 2222, A, Form.PLAIN);
        KnownHostsFile.append(file, "hashed.example.com", 22, B, Form.HASHED);
        KnownHostsFile.append(file, "2001:db8::1", 2222, B, Form.HASHED);
        assertThat(found("plain.example.com")).containsExactly(1);
        assertThat(found("[plain.example.com]:2222")).containsExactly(2);
        assertThat(found("hashed.example.com")).containsExactly(3);
        assertThat(found("[2001:db8::1]:2222")).containsExactly(4);
    }

    @Test
    void bothRemoveTheSameLines() throws Exception {
        var text = String.join(
                "\n",
                "# comment",
                "",
                "host " + A.format("c"),
                "other,host " + B.format(""),
                "@revoked host " + A.format(""),
                "*.example.com " + A.format(""),
                "host*,!host " + A.format(""),
                "ho* " + A.format(""),
                "");
        for (String query : List.of("host", "a.example.com", "nobody")) {
            Files.writeString(file, text);
            KnownHostsFile.append(file, "host", 22, A, Form.HASHED);
            Path theirs =
                    Files.copy(file, directory.resolve("theirs"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            KnownHostsFile.remove(file, query, 22);
            keygen("-R", query, "-f", theirs.toString());
            assertThat(Files.readString(file)).isEqualTo(Files.readString(theirs));
        }
    }

    @Test
    void bothHashTheSameLines() throws Exception {
        var text = String.join(
                "\n",
                "# comment",
                "host " + A.format("c d"),
                "other,[host]:2222 " + B.format(""),
                "@revoked host " + A.format(""),
                "*.example.com " + A.format(""),
                "a,!b " + A.format(""),
                "");
        Files.writeString(file, text);
        Path theirs = Files.copy(file, directory.resolve("theirs"));
        KnownHostsFile.hash(file);
        keygen("-H", "-f", theirs.toString());
        var ours = KnownHosts.read(file);
        var others = KnownHosts.read(theirs);
        assertThat(Files.readString(file)).doesNotContain("other");
        for (String query : List.of("host", "other", "x.example.com", "a", "b")) {
            for (int port : new int[] {22, 2222}) {
                assertThat(ours.keys(query, port)).isEqualTo(others.keys(query, port));
            }
        }
        assertThat(found("host")).hasSize(2);
        assertThat(found("[host]:2222")).hasSize(1);
    }
}
