package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.keys.files.PublicKeyContents;
import io.javamiko.keys.files.PublicKeyFiles;
import io.javamiko.keys.files.PublicKeyFormat;
import java.io.IOException;
import java.nio.file.Path;

/** Public key files of one key: a line as OpenSSH's, RFC 4716, PEM. Stateless. */
public final class PublicKeyFile {
    private PublicKeyFile() {}

    /**
     * Reads a public key file of any format that is known; the file itself says which.
     *
     * @throws KeyFileException if it is none, or its key one that {@link SSHPublicKey#decode(byte[])} refuses; the reason says
     *     which
     * @throws IOException if the file can't be read
     */
    public static PublicKeyLine read(Path file) throws IOException {
        try {
            return parse(KeyFiles.read(file));
        } catch (KeyFileException e) {
            throw new KeyFileException(e.reason(), file + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #read}, of a file's bytes. */
    public static PublicKeyLine parse(byte[] file) throws KeyFileException {
        if (PublicKeyFiles.isLine(file)) {
            String text = new String(file, UTF_8).strip();
            return PublicKeyLine.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
        }
        var contents = PublicKeyFiles.open(file);
        try {
            String comment = contents.comment();
            return new PublicKeyLine(
                    SSHPublicKey.decode(contents.blob()),
                    PublicKeyLine.isComment(comment) ? comment : Sanitised.of(comment));
        } catch (ProtocolException e) {
            throw new KeyFileException(
                    Reason.MALFORMED, "a public key file holds no key that can be used: " + e.getMessage(), e);
        }
    }

    /**
     * A public key file, with a line end at its end.
     *
     * @throws KeyFileException if the format has no form for this type of key
     */
    public static String format(PublicKeyLine line, PublicKeyFormat format) throws KeyFileException {
        if (format == PublicKeyFormat.OPENSSH) {
            return line.format() + "\n";
        }
        var contents = new PublicKeyContents(line.key().blob(), line.comment());
        return new String(PublicKeyFiles.format(contents, format), UTF_8);
    }
}
