package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import java.security.SecureRandom;
import java.util.Arrays;

/** The private key files of OpenSSL: PKCS#8 (RFC 7468 §10, §11), and the traditional ones of a kind of key each. */
final class PEMKeyFile implements PrivateKeyFile {
    private static final int LINE = 64; // characters of Base64

    private final KeyFormat format;
    private final byte[] body;
    private final DEKInfo encryption; // of a traditional file; null if it has none

    private PEMKeyFile(KeyFormat format, byte[] body, DEKInfo encryption) {
        this.format = format;
        this.body = body;
        this.encryption = encryption;
    }

    static PEMKeyFile parse(byte[] file, KeyFormat format) throws KeyFileException {
        var pem = PEM.parse(file, format);
        String header = pem.headers().get("dek-info");
        try {
            return new PEMKeyFile(format, pem.body(), header == null ? null : DEKInfo.parse(header, format));
        } catch (ProtocolException e) {
            throw format.malformed(e);
        }
    }

    @Override
    public boolean isEncrypted() {
        return format == KeyFormat.PKCS8_ENCRYPTED || encryption != null;
    }

    /** Such files encrypt all or nothing. */
    @Override
    public byte[] publicBlob() throws KeyFileException {
        try (var contents = open(new char[0])) {
            return contents.publicBlob();
        }
    }

    @Override
    public KeyFileContents open(char[] passphrase) throws KeyFileException {
        try {
            byte[] plain = plain(passphrase);
            try {
                return switch (format) {
                    case PKCS1 -> TraditionalKey.rsa(new DERReader(plain));
                    case SEC1 -> TraditionalKey.ec(new DERReader(plain), null);
                    case DSA -> TraditionalKey.dsa(new DERReader(plain));
                    default -> PrivateKeyInfo.decode(plain, format);
                };
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (ProtocolException e) {
            throw format.malformed(e);
        } finally {
            if (!isEncrypted()) {
                Arrays.fill(body, (byte) 0);
            }
        }
    }

    private byte[] plain(char[] passphrase) throws ProtocolException, KeyFileException {
        if (format == KeyFormat.PKCS8_ENCRYPTED) {
            return PBES.decrypt(body, passphrase);
        }
        if (encryption == null) {
            return body.clone();
        }
        if (passphrase.length == 0) {
            throw format.needsPassphrase(encryption.name());
        }
        return encryption.decrypt(body, passphrase, format);
    }

    /** PKCS#8, in lines of 64 characters as RFC 7468 §2 asks. */
    static byte[] formatPKCS8(KeyFileContents contents, char[] passphrase, SecureRandom random)
            throws KeyFileException {
        byte[] info = PrivateKeyInfo.encode(contents);
        return passphrase.length == 0
                ? PEM.format(KeyFormat.PKCS8, info, LINE)
                : PEM.format(KeyFormat.PKCS8_ENCRYPTED, PBES.encrypt(info, passphrase, PBES.ITERATIONS, random), LINE);
    }
}
