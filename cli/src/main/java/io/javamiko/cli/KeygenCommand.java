package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Sanitised;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code javamiko keygen}: makes keys and looks at them, with ssh-keygen's options. */
@Command(
        name = "keygen",
        description = "Makes keys, shows them, and looks hosts up in known_hosts.",
        mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {
    private static final int MAX_LINES = 10_000; // of a file of public keys

    @Option(names = "-q", description = "say nothing but errors")
    private boolean quiet;

    @Option(names = "-t", paramLabel = "TYPE", description = "ed25519 (default), ecdsa or rsa")
    private String type = "ed25519";

    @Option(names = "-b", paramLabel = "BITS", description = "RSA: 2048-16384 (3072); ECDSA: 256, 384 or 521")
    private Integer bits;

    @Option(names = "-C", paramLabel = "COMMENT", description = "the new key's comment (user@host)")
    private String comment;

    @Option(names = "-N", paramLabel = "PASSPHRASE", description = "the new passphrase; empty for none")
    private String newPassphrase;

    @Option(names = "-P", paramLabel = "PASSPHRASE", description = "the passphrase that the file has")
    private String oldPassphrase;

    @Option(names = "-f", paramLabel = "FILE", description = "the key file; for -F and -R the known_hosts file")
    private Path file;

    @Option(names = "-y", description = "print the public key of a private key file")
    private boolean printPublic;

    @Option(names = "-p", description = "change the passphrase of a private key file")
    private boolean changePassphrase;

    @Option(names = "-l", description = "print the fingerprint of a key file; with -F, of the host's keys")
    private boolean fingerprint;

    @Option(names = "-E", paramLabel = "HASH", description = "sha256 (default) or md5, for -l")
    private String hash = "sha256";

    @Option(names = "-F", paramLabel = "HOST", description = "find a host in known_hosts")
    private String find;

    @Option(names = "-R", paramLabel = "HOST", description = "remove a host from known_hosts")
    private String remove;

    @Spec
    private CommandSpec spec;

    private final Prompts prompts = new Prompts(false);

    @Override
    public Integer call() throws IOException {
        if (find != null || remove != null) {
            var knownHosts = new KnownHostsCommand(this::print, file, fingerprint ? hash : null);
            return find != null ? knownHosts.find(find) : knownHosts.remove(remove);
        }
        if (printPublic) {
            try (var pair = read(keyFile())) {
                print(pair.publicKey().format(pair.comment()));
            }
        } else if (fingerprint) {
            fingerprints(keyFile());
        } else if (changePassphrase) {
            changePassphrase(keyFile());
        } else {
            generate();
        }
        return 0;
    }

    private void generate() throws IOException {
        Path target = keyFile();
        if (Files.exists(target) && !confirmed(target + " already exists.\nOverwrite (y/n)? ")) {
            throw new UsageException(target + " already exists and was left as it is");
        }
        try (var made = newPair();
                var pair = made.withComment(comment == null ? defaultComment() : comment)) {
            if (target.toAbsolutePath().getParent() != null) {
                Files.createDirectories(target.toAbsolutePath().getParent());
            }
            char[] passphrase = newPassphrase(target);
            pair.write(target, passphrase);
            Arrays.fill(passphrase, '\0');
            Path publicFile = Path.of(target + ".pub");
            Files.writeString(publicFile, pair.publicKey().format(pair.comment()) + "\n", UTF_8);
            say("Your identification has been saved in " + target);
            say("Your public key has been saved in " + publicFile);
            say("The key fingerprint is:\n" + pair.publicKey().fingerprint() + " " + pair.comment());
        }
    }

    private SSHKeyPair newPair() {
        String name = switch (type) {
            case "ed25519", "ssh-ed25519" -> "ssh-ed25519";
            case "rsa", "ssh-rsa" -> "ssh-rsa";
            case "ecdsa" -> "ecdsa-sha2-nistp" + (bits == null ? 256 : bits);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> type;
            default -> throw new UsageException("-t " + type + ": expected ed25519, ecdsa or rsa");
        };
        say("Generating public/private " + type + " key pair.");
        try {
            return bits == null || name.equals("ssh-ed25519")
                    ? SSHKeyPair.generate(name)
                    : SSHKeyPair.generate(name, bits);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-b " + bits + ": " + e.getMessage());
        }
    }

    private void changePassphrase(Path target) throws IOException {
        try (var pair = read(target)) {
            char[] passphrase = newPassphrase(target);
            pair.write(target, passphrase);
            Arrays.fill(passphrase, '\0');
        }
        say("Your identification has been saved with the new passphrase.");
    }

    /** Reads a private key, and asks for its passphrase where that is needed and was not given. */
    private SSHKeyPair read(Path source) throws IOException {
        try {
            return oldPassphrase == null
                    ? SSHKeyPair.read(source)
                    : SSHKeyPair.read(source, oldPassphrase.toCharArray());
        } catch (KeyFileException e) {
            if (e.reason() != Reason.NEEDS_PASSPHRASE || oldPassphrase != null) {
                throw e;
            }
            char[] passphrase = prompts.secret("Enter passphrase for " + source + ": ");
            if (passphrase == null) {
                throw e;
            }
            try {
                return SSHKeyPair.read(source, passphrase);
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }
    }

    private char[] newPassphrase(Path target) throws IOException {
        if (newPassphrase != null) {
            return newPassphrase.toCharArray();
        }
        char[] first = prompts.secret("Enter passphrase for " + target + " (empty for no passphrase): ");
        char[] again = first == null ? null : prompts.secret("Enter same passphrase again: ");
        if (again == null) {
            throw new UsageException("there is no terminal to ask for a passphrase; give it by -N (-N '' for none)");
        }
        if (!Arrays.equals(first, again)) {
            throw new UsageException("the two passphrases differ; nothing was written");
        }
        Arrays.fill(again, '\0');
        return first;
    }

    private void fingerprints(Path source) throws IOException {
        int shown = 0;
        for (PublicKeyLine line : publicKeys(source)) {
            print(describe(line.key(), line.comment().isEmpty() ? "no comment" : line.comment()));
            shown++;
        }
        if (shown == 0) {
            throw new UsageException(source + " holds no key");
        }
    }

    /** The keys of a public key file, or the public half of a private one, which is never encrypted. */
    private static List<PublicKeyLine> publicKeys(Path source) throws IOException {
        byte[] bytes = Files.readAllBytes(source);
        if (new String(bytes, UTF_8).startsWith("-----BEGIN")) {
            Path publicFile = Path.of(source + ".pub");
            if (Files.exists(publicFile)) {
                return publicKeys(publicFile); // it has the comment
            }
            return List.of(new PublicKeyLine(SSHKeyPair.readPublicKey(source), ""));
        }
        var lines = new String(bytes, UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .limit(MAX_LINES)
                .toList();
        var keys = new ArrayList<PublicKeyLine>();
        for (String line : lines) {
            keys.add(PublicKeyLine.parse(line));
        }
        return keys;
    }

    private String describe(SSHPublicKey key, String comment) {
        return key.bits() + " " + fingerprint(key, hash) + " " + Sanitised.of(comment) + " (" + HostKeyPrompt.type(key)
                + ")";
    }

    /** A key's fingerprint by the hash that {@code -E} names. */
    static String fingerprint(SSHPublicKey key, String hash) {
        return switch (hash.toLowerCase(Locale.ROOT)) {
            case "sha256" -> key.fingerprint();
            case "md5" -> key.fingerprintMD5();
            default -> throw new UsageException("-E " + hash + ": expected sha256 or md5");
        };
    }

    private Path keyFile() throws IOException {
        if (file != null) {
            return file;
        }
        String name = type.startsWith("ecdsa") ? "id_ecdsa" : type.endsWith("rsa") ? "id_rsa" : "id_ed25519";
        Path usual = Path.of(System.getProperty("user.home"), ".ssh", name);
        String answer = quiet ? null : prompts.line("Enter file in which the key is (" + usual + "): ");
        return answer == null || answer.isBlank() ? usual : Path.of(answer);
    }

    private boolean confirmed(String question) throws IOException {
        String answer = prompts.line(question);
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }

    private static String defaultComment() throws IOException {
        return System.getProperty("user.name") + "@"
                + InetAddress.getLocalHost().getHostName();
    }

    private void say(String text) {
        if (!quiet) {
            print(text);
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
