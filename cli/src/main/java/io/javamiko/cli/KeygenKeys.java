package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.keys.PublicKeyFile;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.keys.files.KeyFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Key files for {@code keygen}: finds them, reads them, writes them, and asks for what was not said. */
final class KeygenKeys {
    private static final int MAX_LINES = 10_000; // of a file of public keys
    private static final String PUBLIC = ".pub";
    private static final String CERTIFICATE = "-cert.pub";

    private final KeygenOptions options;
    private final Consumer<String> out;
    private final Prompts prompts = new Prompts(false);

    KeygenKeys(KeygenOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /** Says what was asked for. */
    void print(String text) {
        out.accept(text);
    }

    /** Says what goes on, unless {@code -q}. */
    void say(String text) {
        if (!options.quiet) {
            out.accept(text);
        }
    }

    /** The key file: {@code -f}, or what a person answers, or the usual one. */
    Path file() throws IOException {
        if (options.file != null) {
            return options.file;
        }
        String type = options.typeOrDefault();
        String name = type.startsWith("ecdsa") ? "id_ecdsa" : type.endsWith("rsa") ? "id_rsa" : "id_ed25519";
        Path usual = Path.of(System.getProperty("user.home"), ".ssh", name);
        String answer = options.quiet ? null : prompts.line("Enter file in which the key is (" + usual + "): ");
        return answer == null || answer.isBlank() ? usual : Path.of(answer);
    }

    /**
     * A private key and the passphrase that opened it.
     *
     * @param passphrase of no length where the file is in the clear
     */
    record Opened(SSHKeyPair pair, char[] passphrase) implements AutoCloseable {
        @Override
        public void close() {
            pair.close();
            Arrays.fill(passphrase, '\0');
        }

        @Override
        public String toString() {
            return pair.toString();
        }
    }

    /** Reads a private key, and asks for its passphrase where that is needed and was not given. */
    SSHKeyPair read(Path source) throws IOException {
        var opened = open(source);
        Arrays.fill(opened.passphrase(), '\0');
        return opened.pair();
    }

    /** Does as {@link #read}, and keeps the passphrase. */
    Opened open(Path source) throws IOException {
        try {
            return new Opened(SSHKeyPair.read(source), new char[0]);
        } catch (KeyFileException e) {
            if (e.reason() != Reason.NEEDS_PASSPHRASE) {
                throw e;
            }
            char[] passphrase = options.oldPassphrase == null
                    ? prompts.secret("Enter passphrase for " + source + ": ")
                    : options.oldPassphrase.toCharArray();
            if (passphrase == null) {
                throw e;
            }
            try {
                return new Opened(SSHKeyPair.read(source, passphrase), passphrase);
            } catch (IOException | RuntimeException wrong) {
                Arrays.fill(passphrase, '\0');
                throw wrong;
            }
        }
    }

    /** The keys of a public key file of any format, or the public half of a private one. */
    List<PublicKeyLine> publicKeys(Path source) throws IOException {
        byte[] bytes = KeyFiles.read(source);
        String text = new String(bytes, UTF_8);
        if (text.startsWith("-----BEGIN") || text.startsWith("PuTTY-User-Key-File-")) {
            return List.of(publicHalf(source));
        }
        if (text.startsWith("---- BEGIN")) {
            return List.of(PublicKeyFile.read(source));
        }
        var lines = text.lines().limit(MAX_LINES).toList();
        var keys = new ArrayList<PublicKeyLine>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                keys.add(line(source, i + 1, lines.get(i)));
            }
        }
        if (keys.isEmpty()) {
            throw new UsageException(source + " holds no key");
        }
        return keys;
    }

    /** Of what looks like a private key file; with the comment of the public one beside it, if there is one. */
    private PublicKeyLine publicHalf(Path source) throws IOException {
        Path beside = Path.of(source + PUBLIC);
        if (Files.exists(beside)) {
            return publicKey(beside);
        }
        try {
            return new PublicKeyLine(SSHKeyPair.readPublicKey(source), "");
        } catch (KeyFileException e) {
            if (e.reason() == Reason.NOT_A_PRIVATE_KEY) {
                return PublicKeyFile.read(source);
            }
            throw e;
        }
    }

    private static PublicKeyLine line(Path source, int number, String line) throws UsageException {
        try {
            return PublicKeyLine.parse(line);
        } catch (IOException e) {
            throw new UsageException(source + " is no file of public keys; line " + number + ": " + e.getMessage());
        }
    }

    /** The one key of a public key file, or the first. */
    PublicKeyLine publicKey(Path source) throws IOException {
        return publicKeys(source).get(0);
    }

    /** The private key file that belongs to a file: itself, or the one beside it that has no {@code .pub}. */
    static Path privateFile(Path file) {
        String name = file.toString();
        if (name.endsWith(CERTIFICATE)) {
            return Path.of(name.substring(0, name.length() - CERTIFICATE.length()));
        }
        return name.endsWith(PUBLIC) ? Path.of(name.substring(0, name.length() - PUBLIC.length())) : file;
    }

    /** Writes a key pair: both files, or the private one alone. */
    void write(SSHKeyPair pair, Path target, char[] passphrase) throws IOException {
        if (options.format != null && !options.format.equalsIgnoreCase("RFC4716")) { // which means OpenSSH's own here
            pair.write(target, KeygenConverting.privateFormat(options.format), passphrase);
            return;
        }
        int rounds = options.rounds == null ? KeyFiles.DEFAULT_ROUNDS : options.rounds;
        try {
            pair.write(target, passphrase, rounds);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-a " + rounds + ": " + e.getMessage());
        }
    }

    /** Writes the public half beside a private key file. */
    static Path writePublic(SSHKeyPair pair, Path target) throws IOException {
        return Files.writeString(Path.of(target + PUBLIC), pair.publicKey().format(pair.comment()) + "\n", UTF_8);
    }

    /** The new passphrase: {@code -N}, or what a person answers twice; the caller wipes it. */
    char[] newPassphrase(Path target) throws IOException {
        if (options.newPassphrase != null) {
            return options.newPassphrase.toCharArray();
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

    /** Refuses to write over a file unless a person says so. */
    void mayWrite(Path target) throws IOException {
        if (Files.exists(target)) {
            String answer = prompts.line(target + " already exists.\nOverwrite (y/n)? ");
            if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
                throw new UsageException(target + " already exists and was left as it is");
            }
        }
    }

    /** The new comment: {@code -C}, or what a person answers. */
    String newComment() throws IOException {
        String comment = options.comment == null ? prompts.line("New comment: ") : options.comment;
        return KeygenOptions.needed(comment, "-c", "-C COMMENT");
    }

    /** The comment of a new key: {@code -C}, or user and host. */
    String defaultComment() throws IOException {
        return options.comment != null
                ? options.comment
                : System.getProperty("user.name") + "@"
                        + InetAddress.getLocalHost().getHostName();
    }
}
