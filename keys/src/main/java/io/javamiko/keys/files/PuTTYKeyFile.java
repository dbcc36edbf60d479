package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.engines.AESEngine;

/** PuTTY's private key format, versions 2 and 3 (PuTTY's manual, appendix C): read both, written in version 3. */
final class PuTTYKeyFile implements PrivateKeyFile {
    private static final KeyFormat FORMAT = KeyFormat.PUTTY;
    private static final String AES = "aes256-cbc";
    private static final int BLOCK = 16;
    private static final int LINE = 64; // characters of Base64

    private final int version;
    private final String type;
    private final String encryption;
    private final String comment;
    private final byte[] publicBlob;
    private final PuTTYKeyDerivation derivation; // null if not encrypted
    private final byte[] privatePart;
    private final byte[] mac;

    private PuTTYKeyFile(
            int version,
            String type,
            String encryption,
            String comment,
            byte[] publicBlob,
            PuTTYKeyDerivation derivation,
            byte[] privatePart,
            byte[] mac) {
        this.version = version;
        this.type = type;
        this.encryption = encryption;
        this.comment = comment;
        this.publicBlob = publicBlob;
        this.derivation = derivation;
        this.privatePart = privatePart;
        this.mac = mac;
    }

    static PuTTYKeyFile parse(byte[] file) throws KeyFileException {
        try {
            var in = new PuTTYLines(file);
            int version = version(in.name());
            String type = in.value();
            if (type.contains("-cert-v01@openssh.com")) {
                throw FORMAT.unsupported(
                        "one with a certificate in it; take it out with: puttygen --remove-certificate");
            }
            String encryption = in.valueOf("Encryption");
            if (!encryption.equals("none") && !encryption.equals(AES)) {
                throw FORMAT.unsupported("encrypted with " + Sanitised.of(encryption) + ", which is not known");
            }
            String comment = in.valueOf("Comment");
            byte[] publicBlob = in.base64Of("Public-Lines");
            boolean encrypted = !encryption.equals("none");
            var derivation =
                    !encrypted ? null : version == 2 ? PuTTYKeyDerivation.version2() : PuTTYKeyDerivation.parse(in);
            byte[] privatePart = in.base64Of("Private-Lines");
            byte[] mac = HexFormat.of().parseHex(in.valueOf("Private-MAC"));
            in.expectEnd();
            return new PuTTYKeyFile(version, type, encryption, comment, publicBlob, derivation, privatePart, mac);
        } catch (ProtocolException | IllegalArgumentException e) {
            throw FORMAT.malformed(e);
        }
    }

    private static int version(String name) throws KeyFileException, ProtocolException {
        return switch (name) {
            case "PuTTY-User-Key-File-2" -> 2;
            case "PuTTY-User-Key-File-3" -> 3;
            case "PuTTY-User-Key-File-1" ->
                throw FORMAT.unsupported("of version 1, which nothing protected from being changed; "
                        + "convert it with a PuTTYgen of its time");
            default -> throw FORMAT.unsupported("of a version that is not known: " + Sanitised.of(name));
        };
    }

    @Override
    public boolean isEncrypted() {
        return derivation != null;
    }

    @Override
    public byte[] publicBlob() {
        return publicBlob.clone();
    }

    @Override
    public KeyFileContents open(char[] passphrase) throws KeyFileException {
        if (isEncrypted() && passphrase.length == 0) {
            throw FORMAT.needsPassphrase(encryption);
        }
        byte[] plain = null;
        try (var keys = isEncrypted() ? derivation.derive(passphrase) : PuTTYKeyDerivation.none(version)) {
            plain = plain(keys);
            byte[] expected = keys.mac(version, type, encryption, comment, publicBlob, plain);
            if (!org.bouncycastle.util.Arrays.constantTimeAreEqual(expected, mac)) {
                throw isEncrypted()
                        ? FORMAT.wrongPassphrase(encryption, null)
                        : new KeyFileException(
                                Reason.MALFORMED, FORMAT.description + " was changed: its Private-MAC is wrong");
            }
            return PuTTYKey.decode(type, publicBlob, plain, comment);
        } catch (ProtocolException e) {
            throw FORMAT.malformed(e);
        } finally {
            if (plain != null) {
                Arrays.fill(plain, (byte) 0);
            }
            if (!isEncrypted()) {
                Arrays.fill(privatePart, (byte) 0);
            }
        }
    }

    private byte[] plain(PuTTYKeyDerivation.Keys keys) throws ProtocolException {
        if (!isEncrypted()) {
            return privatePart.clone();
        }
        if (privatePart.length == 0 || privatePart.length % BLOCK != 0) {
            throw new ProtocolException("the encrypted part is not of whole blocks");
        }
        return CBC.decrypt(AESEngine.newInstance(), keys.key(), keys.iv(), privatePart);
    }

    /**
     * A file of version 3.
     *
     * @param passphrase of no length to write it in the clear
     * @throws KeyFileException if the format has no form for the type of key
     */
    static byte[] format(KeyFileContents contents, char[] passphrase, SecureRandom random) throws KeyFileException {
        var key = PuTTYKey.encode(contents);
        boolean plain = passphrase.length == 0;
        String encryption = plain ? "none" : AES;
        var derivation = plain ? null : PuTTYKeyDerivation.fresh(random);
        byte[] padded = plain ? key.privateBlob() : padded(key.privateBlob(), random);
        try (var keys = plain ? PuTTYKeyDerivation.none(3) : derivation.derive(passphrase)) {
            byte[] mac = keys.mac(3, key.type(), encryption, key.comment(), contents.publicBlob(), padded);
            var out = new WireWriter(2048);
            line(out, "PuTTY-User-Key-File-3: " + key.type());
            line(out, "Encryption: " + encryption);
            line(out, "Comment: " + key.comment());
            lines(out, "Public-Lines: ", contents.publicBlob());
            if (!plain) {
                derivation.format().forEach(text -> line(out, text));
            }
            lines(
                    out,
                    "Private-Lines: ",
                    plain ? padded.clone() : CBC.encrypt(AESEngine.newInstance(), keys.key(), keys.iv(), padded));
            line(out, "Private-MAC: " + HexFormat.of().formatHex(mac));
            byte[] file = out.toByteArray();
            out.wipe();
            return file;
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    /** Random bytes up to a whole block; PuTTY takes a hash's, and reads any. */
    private static byte[] padded(byte[] plain, SecureRandom random) {
        byte[] padded = new byte[(plain.length + BLOCK - 1) / BLOCK * BLOCK];
        random.nextBytes(padded);
        System.arraycopy(plain, 0, padded, 0, plain.length);
        Arrays.fill(plain, (byte) 0);
        return padded;
    }

    private static void line(WireWriter out, String text) {
        out.raw((text + "\n").getBytes(UTF_8));
    }

    /** @param bytes wiped */
    private static void lines(WireWriter out, String name, byte[] bytes) {
        byte[] base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(bytes);
        int count = (base64.length + LINE) / (LINE + 1);
        line(out, name + count);
        out.raw(base64).uint8('\n');
        Arrays.fill(base64, (byte) 0);
        Arrays.fill(bytes, (byte) 0);
    }
}
