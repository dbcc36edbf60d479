package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.generators.BCrypt;

/** OpenSSH's own private key format, {@code openssh-key-v1} (PROTOCOL.key). */
final class OpenSSHKeyFile implements PrivateKeyFile {
    static final int DEFAULT_ROUNDS = 24; // as ssh-keygen writes
    static final int MAX_ROUNDS = KeyCosts.BCRYPT_ROUNDS;

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(US_ASCII);
    private static final int MAX_STRING = 1024 * 1024;
    private static final int MAX_NAME = 64;
    private static final int MAX_SALT = 64;
    private static final int SALT = 16;
    private static final int PLAIN_BLOCK = 8; // §3: "or 8" without a cipher
    private static final int LINE = 68; // characters of Base64, which come in fours

    private final String cipherName;
    private final String kdfName;
    private final byte[] kdfOptions;
    private final byte[] publicBlob;
    private final byte[] encrypted;
    private final byte[] tag;

    private OpenSSHKeyFile(WireReader in) throws ProtocolException, KeyFileException {
        if (!Arrays.equals(in.raw(MAGIC.length), MAGIC)) {
            throw new ProtocolException("\"openssh-key-v1\" is missing (PROTOCOL.key §1)");
        }
        cipherName = in.name(MAX_NAME);
        kdfName = in.name(MAX_NAME);
        kdfOptions = in.string(MAX_STRING);
        long keys = in.uint32();
        if (keys != 1) {
            throw new KeyFileException(
                    Reason.UNSUPPORTED, KeyFormat.OPENSSH.description + " file holds " + keys + " keys; one is read");
        }
        publicBlob = in.string(MAX_STRING);
        encrypted = in.string(MAX_STRING);
        tag = in.rest();
    }

    /** Reads the container; nothing is decrypted yet. */
    static OpenSSHKeyFile parse(byte[] file) throws KeyFileException {
        byte[] decoded = PEM.parse(file, KeyFormat.OPENSSH).body();
        try {
            return new OpenSSHKeyFile(new WireReader(decoded));
        } catch (ProtocolException e) {
            throw KeyFormat.OPENSSH.malformed(e);
        } finally {
            Arrays.fill(decoded, (byte) 0); // it may not be encrypted
        }
    }

    /** The public key, which is never encrypted. */
    @Override
    public byte[] publicBlob() {
        return publicBlob.clone();
    }

    @Override
    public boolean isEncrypted() {
        return !cipherName.equals("none");
    }

    @Override
    public KeyFileContents open(char[] passphrase) throws KeyFileException {
        try {
            byte[] plain = isEncrypted() ? decrypt(passphrase) : plain();
            var in = new WireReader(plain);
            long check = in.uint32(); // §3: twice the same if the key was right
            if (in.uint32() != check) {
                Arrays.fill(plain, (byte) 0);
                throw isEncrypted()
                        ? KeyFormat.OPENSSH.wrongPassphrase(cipherName, null)
                        : KeyFormat.OPENSSH.malformed(new ProtocolException("the check integers differ"));
            }
            byte[] contents = in.rest();
            Arrays.fill(plain, (byte) 0);
            return new KeyFileContents(publicBlob(), contents);
        } catch (ProtocolException e) {
            throw KeyFormat.OPENSSH.malformed(e);
        } finally {
            if (!isEncrypted()) {
                Arrays.fill(encrypted, (byte) 0);
            }
        }
    }

    private byte[] plain() throws ProtocolException {
        if (!kdfName.equals("none") || kdfOptions.length > 0 || tag.length > 0 || encrypted.length % PLAIN_BLOCK != 0) {
            throw new ProtocolException("it says that it is not encrypted, but does not look so (PROTOCOL.key §1)");
        }
        return encrypted.clone();
    }

    private byte[] decrypt(char[] passphrase) throws KeyFileException, ProtocolException {
        var cipher = KeyFileCipher.named(cipherName)
                .orElseThrow(
                        () -> KeyFormat.OPENSSH.unsupported("encrypted with " + cipherName + ", which is not known"));
        if (!kdfName.equals("bcrypt")) {
            throw KeyFormat.OPENSSH.unsupported(
                    "encrypted with a key derived by " + kdfName + "; only bcrypt is known");
        }
        if (encrypted.length == 0 || encrypted.length % cipher.blockLength() != 0 || tag.length != cipher.tagLength()) {
            throw new ProtocolException("the encrypted part has a length that " + cipherName + " can't give");
        }
        var in = new WireReader(kdfOptions); // §2
        byte[] salt = in.string(MAX_SALT);
        long rounds = in.uint32();
        in.expectEnd();
        if (salt.length == 0 || rounds == 0) {
            throw new ProtocolException("bcrypt has no salt or no rounds (PROTOCOL.key §2)");
        }
        if (rounds > MAX_ROUNDS) {
            throw KeyFormat.OPENSSH.unsupported(
                    "encrypted with " + rounds + " rounds of bcrypt; at most 2,048 are worked off");
        }
        if (passphrase.length == 0) {
            throw KeyFormat.OPENSSH.needsPassphrase(cipherName);
        }
        byte[] keyAndIV = derive(passphrase, salt, (int) rounds, cipher);
        byte[] input = Arrays.copyOf(encrypted, encrypted.length + tag.length);
        System.arraycopy(tag, 0, input, encrypted.length, tag.length);
        try {
            return cipher.decrypt(keyAndIV, input);
        } catch (InvalidCipherTextException e) {
            throw KeyFormat.OPENSSH.wrongPassphrase(cipherName, e);
        } finally {
            Arrays.fill(keyAndIV, (byte) 0);
        }
    }

    private static byte[] derive(char[] passphrase, byte[] salt, int rounds, KeyFileCipher cipher) {
        byte[] bytes = Passphrase.utf8(passphrase);
        try {
            return BCrypt.pbkdfGenerate(bytes, salt, rounds, cipher.keyLength() + cipher.ivLength());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * A file of {@code contents} that are not padded yet, encrypted with aes256-ctr.
     *
     * @param passphrase of no length to write it in the clear
     */
    static byte[] format(KeyFileContents contents, char[] passphrase, int rounds, SecureRandom random) {
        boolean plain = passphrase.length == 0;
        byte[] padded = padded(contents.bytes(), plain ? PLAIN_BLOCK : KeyFileCipher.WRITTEN.blockLength(), random);
        var out = new WireWriter(1024).raw(MAGIC);
        if (plain) {
            out.utf8("none").utf8("none").string(new byte[0]);
        } else {
            byte[] salt = new byte[SALT];
            random.nextBytes(salt);
            byte[] keyAndIV = derive(passphrase, salt, rounds, KeyFileCipher.WRITTEN);
            out.utf8(KeyFileCipher.WRITTEN.name()).utf8("bcrypt");
            out.string(new WireWriter().string(salt).uint32(rounds).toByteArray());
            byte[] clear = padded;
            padded = KeyFileCipher.encrypt(keyAndIV, clear);
            Arrays.fill(clear, (byte) 0);
            Arrays.fill(keyAndIV, (byte) 0);
        }
        out.uint32(1).string(contents.publicBlob()).string(padded);
        byte[] armoured = PEM.format(KeyFormat.OPENSSH, out.toByteArray(), LINE);
        Arrays.fill(padded, (byte) 0);
        out.wipe();
        return armoured;
    }

    /** §3: the check integers, the key, 1, 2, 3, … up to a whole block. */
    private static byte[] padded(byte[] contents, int blockLength, SecureRandom random) {
        int length = 8 + contents.length;
        byte[] padded = new byte[length + (blockLength - length % blockLength) % blockLength];
        int check = random.nextInt();
        WireWriter.putUint32(padded, 0, check);
        WireWriter.putUint32(padded, 4, check);
        System.arraycopy(contents, 0, padded, 8, contents.length);
        for (int i = length; i < padded.length; i++) {
            padded[i] = (byte) (i - length + 1);
        }
        return padded;
    }
}
