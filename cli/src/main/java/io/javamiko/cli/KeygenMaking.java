package io.javamiko.cli;

import io.javamiko.keys.SSHKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code keygen -t}: makes a key pair; {@code keygen -A}: all host keys that are missing. */
final class KeygenMaking {
    private static final List<String> HOST_KEYS = List.of("rsa", "ecdsa", "ed25519");

    private final KeygenOptions options;
    private final KeygenKeys keys;

    KeygenMaking(KeygenOptions options, KeygenKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    void key() throws IOException {
        Path target = keys.file();
        keys.mayWrite(target);
        try (var made = generate(options.typeOrDefault(), options.bits);
                var pair = made.withComment(keys.defaultComment())) {
            if (target.toAbsolutePath().getParent() != null) {
                Files.createDirectories(target.toAbsolutePath().getParent());
            }
            char[] passphrase = keys.newPassphrase(target);
            keys.write(pair, target, passphrase);
            Arrays.fill(passphrase, '\0');
            Path publicFile = KeygenKeys.writePublic(pair, target);
            keys.say("Your identification has been saved in " + target);
            keys.say("Your public key has been saved in " + publicFile);
            keys.say("The key fingerprint is:\n" + pair.publicKey().fingerprint() + " " + pair.comment());
        }
    }

    /** Without passphrases, below the prefix {@code -f}; a key that is there stays. */
    void hostKeys() throws IOException {
        Path directory = Path.of((options.file == null ? "" : options.file.toString()) + "/etc/ssh");
        for (String type : HOST_KEYS) {
            Path target = directory.resolve("ssh_host_" + type + "_key");
            if (!Files.exists(target) || Files.size(target) == 0) {
                try (var made = generate(type, null);
                        var pair = made.withComment(keys.defaultComment())) {
                    keys.write(pair, target, new char[0]);
                    KeygenKeys.writePublic(pair, target);
                }
            }
        }
    }

    private SSHKeyPair generate(String type, Integer bits) {
        String name = switch (type) {
            case "ed25519", "ssh-ed25519" -> "ssh-ed25519";
            case "ed448", "ssh-ed448" -> "ssh-ed448";
            case "rsa", "ssh-rsa" -> "ssh-rsa";
            case "dsa", "ssh-dss" -> "ssh-dss";
            case "ecdsa" -> "ecdsa-sha2-nistp" + (bits == null ? 256 : bits);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> type;
            case "ssh-mldsa44-ed25519@openssh.com" -> type;
            case "ecdsa-sk", "ed25519-sk" ->
                throw new UsageException("-t " + type + ": security keys make their keys themselves; use OpenSSH's");
            default ->
                throw new UsageException(
                        "-t " + type + ": expected ed25519, ecdsa, rsa, ed448, dsa or ssh-mldsa44-ed25519@openssh.com");
        };
        keys.say("Generating public/private " + type + " key pair.");
        try {
            return bits == null || name.contains("ed25519")
                    ? SSHKeyPair.generate(name)
                    : SSHKeyPair.generate(name, bits);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-b " + bits + ": " + e.getMessage());
        }
    }
}
