package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.keys.PublicKeyFile;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.keys.files.PublicKeyFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** {@code keygen -i} and {@code -e}: keys from and to the formats of other programs. */
final class KeygenConverting {
    private final KeygenOptions options;
    private final KeygenKeys keys;

    KeygenConverting(KeygenOptions options, KeygenKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    /** Prints a public key as a line, a private one in OpenSSH's format; what format it has, the file itself says. */
    void read() throws IOException {
        Path file = keys.file();
        byte[] bytes = KeyFiles.read(file);
        try {
            PublicKeyLine line = PublicKeyFile.parse(bytes);
            keys.print(line.format());
        } catch (KeyFileException e) {
            if (e.reason() != Reason.NOT_A_PUBLIC_KEY) {
                throw e;
            }
            try (SSHKeyPair pair = keys.read(file)) {
                byte[] text = pair.format(new char[0], KeyFiles.DEFAULT_ROUNDS);
                keys.print(new String(text, US_ASCII).stripTrailing());
                Arrays.fill(text, (byte) 0);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The format that a private key file is to have. */
    static KeyFileFormat privateFormat(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "PKCS8" -> KeyFileFormat.PKCS8;
            case "PUTTY" -> KeyFileFormat.PUTTY;
            default -> throw new UsageException("-m " + name + ": private keys are written as RFC4716, PKCS8 or PUTTY");
        };
    }

    /** Prints the public key. */
    void write() throws IOException {
        String name = options.format == null ? "RFC4716" : options.format.toUpperCase(Locale.ROOT);
        var format = switch (name) {
            case "RFC4716" -> PublicKeyFormat.RFC4716;
            case "PKCS8" -> PublicKeyFormat.PKCS8;
            case "PEM" -> PublicKeyFormat.PEM;
            default -> throw new UsageException("-m " + options.format + ": expected RFC4716, PKCS8 or PEM");
        };
        keys.print(PublicKeyFile.format(keys.publicKey(keys.file()), format).stripTrailing());
    }
}
