package io.javamiko.keys.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** {@code |1|salt|hash}: one name, hidden behind HMAC-SHA1 (sshd(8), HashKnownHosts). */
final class HashedName implements HostPattern {
    private static final String MAGIC = "|1|";
    private static final int LENGTH = 20; // bytes of salt and of hash

    private final byte[] salt;
    private final byte[] hash;

    private HashedName(byte[] salt, byte[] hash) {
        this.salt = salt;
        this.hash = hash;
    }

    static HashedName parse(String text) {
        String[] parts = text.split("\\|", -1);
        if (!text.startsWith(MAGIC) || parts.length != 4) {
            throw new IllegalArgumentException("a hashed name is |1|salt|hash");
        }
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        if (salt.length != LENGTH || hash.length != LENGTH) {
            throw new IllegalArgumentException("a hashed name has 20 bytes of salt and 20 of hash");
        }
        return new HashedName(salt, hash);
    }

    /** Hides {@code name}, which is as {@link HostPattern#name} makes it. */
    static HashedName of(String name, SecureRandom random) {
        byte[] salt = new byte[LENGTH];
        random.nextBytes(salt);
        return new HashedName(salt, hash(salt, name));
    }

    private static byte[] hash(byte[] salt, String name) {
        var mac = new HMac(new SHA1Digest());
        mac.init(new KeyParameter(salt));
        byte[] bytes = name.toLowerCase(Locale.ROOT).getBytes(UTF_8);
        mac.update(bytes, 0, bytes.length);
        byte[] hash = new byte[LENGTH];
        mac.doFinal(hash, 0);
        return hash;
    }

    @Override
    public boolean matches(String name) {
        return Arrays.equals(hash, hash(salt, name));
    }

    @Override
    public String toString() {
        var base64 = Base64.getEncoder();
        return MAGIC + base64.encodeToString(salt) + "|" + base64.encodeToString(hash);
    }
}
