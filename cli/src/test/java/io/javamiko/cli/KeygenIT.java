package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.testing.Program;
import io.javamiko.testing.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keygen} and the ssh-keygen of this machine do each other's work, and say it in the same lines. */
@Tag("peers")
class KeygenIT {
    @TempDir
    private Path directory;

    private String key;
    private String publicKey;

    @BeforeEach
    void keys() throws Exception {
        key = file("key");
        publicKey = key + ".pub";
        try (var made = SSHKeyPair.generate("ecdsa-sha2-nistp256");
                var pair = made.withComment("a comment")) {
            pair.write(Path.of(key));
            Files.writeString(Path.of(publicKey), pair.publicKey().format("a comment") + "\n");
        }
        Files.writeString(directory.resolve("message"), "message\n");
        Files.writeString(directory.resolve("signers"), "me@*,you " + Files.readString(Path.of(publicKey)));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private static Ended ours(String input, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of("keygen"));
        line.addAll(List.of(arguments));
        return Javamikos.javamiko(line).input(input.getBytes(UTF_8)).run();
    }

    private static Ended theirs(String input, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of(Program.find("ssh-keygen")));
        line.addAll(List.of(arguments));
        return Program.of(line).input(input.getBytes(UTF_8)).run();
    }

    private static void bothSay(String input, String... arguments) throws Exception {
        var theirs = theirs(input, arguments);
        var ours = ours(input, arguments);
        assertThat(ours.text()).as(ours.error()).isEqualTo(theirs.text());
        assertThat(ours.exit() == 0).as(ours.error()).isEqualTo(theirs.exit() == 0);
    }

    @Test
    void signaturesAreMadeForEachOtherAndAnsweredInTheSameLines() throws Exception {
        ours("", "-Y", "sign", "-f", key, "-n", "file", "-O", "hashalg=sha256", file("message"))
                .successful();
        String sig = file("message.sig");
        String message = "message\n";
        bothSay(message, "-Y", "verify", "-f", file("signers"), "-I", "me@x", "-n", "file", "-s", sig);
        bothSay("massage\n", "-Y", "verify", "-f", file("signers"), "-I", "me@x", "-n", "file", "-s", sig);
        bothSay(message, "-Y", "check-novalidate", "-n", "file", "-s", sig);
        bothSay("", "-Y", "find-principals", "-f", file("signers"), "-s", sig);
        bothSay("", "-Y", "match-principals", "-f", file("signers"), "-I", "you");
        bothSay("", "-Y", "match-principals", "-f", file("signers"), "-I", "nobody");

        String signed = ours(message, "-q", "-Y", "sign", "-f", publicKey, "-n", "file")
                .successful()
                .text();
        Files.writeString(directory.resolve("stdin.sig"), signed);
        theirs(message, "-Y", "check-novalidate", "-n", "file", "-s", file("stdin.sig"))
                .successful();
    }

    @Test
    void revokedKeysAreAskedForInTheSameLines() throws Exception {
        String other = file("other.pub");
        try (var pair = SSHKeyPair.generate("ssh-ed25519")) {
            Files.writeString(Path.of(other), pair.publicKey().format("") + "\n");
        }
        Files.writeString(directory.resolve("spec"), "serial: 7-9\nid: x\n");
        String list = file("list");
        ours("", "-q", "-k", "-f", list, "-z", "5", publicKey).successful();
        bothSay("", "-Q", "-f", list, publicKey, other);
        ours("", "-q", "-k", "-u", "-f", list, "-s", publicKey, file("spec"), other)
                .successful();
        bothSay("", "-Q", "-f", list, publicKey, other);
        assertThat(ours("", "-Ql", "-f", list).successful().text()).contains("# KRL version 5\n", "serial: 7-9\nid: x");
        assertThat(theirs("", "-Ql", "-f", list).successful().text())
                .contains("# KRL version 5\n", "serial: 7-9\nid: x");
        Files.writeString(directory.resolve("signers2"), "me " + Files.readString(Path.of(publicKey)));
        ours("", "-q", "-Y", "sign", "-f", key, "-n", "file", file("message")).successful();
        bothSay(
                "message\n",
                "-Y",
                "verify",
                "-f",
                file("signers2"),
                "-I",
                "me",
                "-n",
                "file",
                "-s",
                file("message.sig"),
                "-r",
                list);
    }

    @Test
    void keysAreShownInTheSameLines() throws Exception {
        bothSay("", "-l", "-f", publicKey);
        bothSay("", "-l", "-E", "md5", "-f", key);
        bothSay("", "-y", "-f", key);
        bothSay("", "-r", "host.example.com", "-f", publicKey);
        bothSay("", "-g", "-r", "host.example.com", "-f", publicKey);
    }

    @Test
    void commentAndPassphraseChange() throws Exception {
        ours("", "-q", "-c", "-C", "new words", "-f", key).successful();
        assertThat(Files.readString(Path.of(publicKey))).endsWith(" new words\n");
        ours("", "-q", "-p", "-N", "secret", "-a", "2", "-f", key).successful();
        ours("", "-q", "-c", "-P", "secret", "-C", "more", "-f", key).successful();
        assertThat(theirs("", "-y", "-P", "secret", "-f", key).successful().text())
                .isEqualTo(Files.readString(Path.of(publicKey)))
                .endsWith(" more\n");
    }

    @Test
    void passphraseThatIsAskedForStays() throws Exception {
        ours("", "-q", "-p", "-N", "secret", "-a", "2", "-f", key).successful();
        var askpass = Files.writeString(directory.resolve("askpass"), "#!/bin/sh\necho secret\n");
        Files.setPosixFilePermissions(askpass, PosixFilePermissions.fromString("rwx------"));
        Javamikos.javamiko("keygen", "-q", "-c", "-C", "asked", "-f", key)
                .environment("SSH_ASKPASS", askpass.toString())
                .environment("SSH_ASKPASS_REQUIRE", "force")
                .run()
                .successful();
        assertThat(theirs("", "-y", "-P", "wrong", "-f", key).exit()).isNotZero();
        assertThat(theirs("", "-y", "-P", "secret", "-f", key).successful().text())
                .endsWith(" asked\n");
    }

    @Test
    void whatIsNoKeyIsNamedWithItsFile() throws Exception {
        Files.writeString(directory.resolve("text"), "# keys\nno key\n");
        assertThat(ours("", "-l", "-f", file("text")).error()).contains(file("text"), "line 2");
        assertThat(ours("", "-l", "-f", directory.toString()).error()).contains(directory.toString(), "directory");
    }

    @Test
    void fingerprintOfAKeyInAnyFormat() throws Exception {
        String fingerprint = ours("", "-l", "-f", publicKey).successful().text().split(" ", -1)[1];
        for (String format : List.of("PUTTY", "PKCS8")) {
            Files.copy(Path.of(key), directory.resolve(format));
            ours("", "-q", "-p", "-N", "", "-m", format, "-f", file(format)).successful();
            assertThat(ours("", "-l", "-f", file(format)).successful().text()).contains(fingerprint);
        }
        Files.writeString(
                directory.resolve("rfc4716"),
                ours("", "-e", "-f", publicKey).successful().text());
        assertThat(ours("", "-l", "-f", file("rfc4716")).successful().text()).contains(fingerprint);
    }

    @Test
    void hostKeysThatAreMissingAreMade() throws Exception {
        Files.createDirectories(directory.resolve("etc/ssh"));
        Files.writeString(directory.resolve("etc/ssh/ssh_host_rsa_key"), "stays");
        ours("", "-A", "-f", directory.toString()).successful();
        assertThat(directory.resolve("etc/ssh/ssh_host_rsa_key")).hasContent("stays");
        for (String type : List.of("ecdsa", "ed25519")) {
            String made = file("etc/ssh/ssh_host_" + type + "_key");
            assertThat(theirs("", "-y", "-f", made).successful().text())
                    .isEqualTo(Files.readString(Path.of(made + ".pub")));
        }
    }

    @Test
    void knownHostsAreHashed() throws Exception {
        String hosts = file("known_hosts");
        Files.writeString(Path.of(hosts), "host,1.2.3.4 " + Files.readString(Path.of(publicKey)));
        ours("", "-H", "-f", hosts).successful();
        assertThat(Files.readString(Path.of(hosts))).doesNotContain("host").startsWith("|1|");
        assertThat(theirs("", "-F", "1.2.3.4", "-f", hosts).successful().text()).contains("found: line 2");
        assertThat(ours("", "-H", "-F", "host", "-f", hosts).successful().text())
                .contains("\n|1|");
    }

    @Test
    void whatIsNotHereIsRefusedInWords() throws Exception {
        for (var arguments : List.of(List.of("-D", "lib.so"), List.of("-K"), List.of("-M", "generate"))) {
            var ended = ours("", arguments.toArray(String[]::new));
            assertThat(ended.exit()).isEqualTo(255);
            assertThat(ended.error()).contains(arguments.get(0) + ": ").hasLineCount(1);
        }
    }

    @Test
    void certificatesAreIssuedAndShownInTheSameLines() throws Exception {
        String cert = file("key-cert.pub");
        ours(
                        "",
                        "-s",
                        key,
                        "-I",
                        "an id",
                        "-n",
                        "me@x,b",
                        "-z",
                        "7",
                        "-V",
                        "20200101Z:20991231235959Z",
                        "-O",
                        "no-pty",
                        "-O",
                        "force-command=ls -l",
                        "-O",
                        "extension:x@example.com",
                        publicKey)
                .successful();
        bothSay("", "-L", "-f", cert);
        Files.writeString(directory.resolve("signers"), "me@x cert-authority " + Files.readString(Path.of(publicKey)));
        ours("", "-q", "-Y", "sign", "-f", cert, "-n", "file", file("message")).successful();
        bothSay(
                "message\n",
                "-Y",
                "verify",
                "-f",
                file("signers"),
                "-I",
                "me@x",
                "-n",
                "file",
                "-s",
                file("message.sig"));
        bothSay("", "-Y", "find-principals", "-f", file("signers"), "-s", file("message.sig"));
        ours("", "-q", "-h", "-s", publicKey, "-I", "h", "-V", "always:+1d", publicKey)
                .successful();
        assertThat(theirs("", "-L", "-f", cert).successful().text())
                .contains("host certificate", "Valid: before ", "Principals: (none)", "Extensions: (none)");
        theirs("", "-q", "-s", key, "-I", "theirs", publicKey).successful();
        bothSay("", "-L", "-f", cert);
    }

    @Test
    void keysComeFromAndGoToOtherFormats() throws Exception {
        for (String format : List.of("RFC4716", "PKCS8")) {
            String exported =
                    ours("", "-e", "-m", format, "-f", publicKey).successful().text();
            Files.writeString(directory.resolve("exported"), exported);
            String back = theirs("", "-i", "-m", format, "-f", file("exported"))
                    .successful()
                    .text();
            assertThat(back.strip().split(" ", -1)[1])
                    .isEqualTo(Files.readString(Path.of(publicKey)).split(" ", -1)[1]);
            Files.writeString(
                    directory.resolve("exported"),
                    theirs("", "-e", "-m", format, "-f", publicKey).successful().text());
            assertThat(ours("", "-i", "-m", format, "-f", file("exported"))
                            .successful()
                            .text())
                    .startsWith(back.strip());
        }
        ours("", "-q", "-p", "-N", "", "-m", "PKCS8", "-f", key).successful();
        assertThat(Files.readString(Path.of(key))).startsWith("-----BEGIN PRIVATE KEY-----");
        theirs("", "-y", "-f", key).successful();
    }
}
