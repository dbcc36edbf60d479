package io.javamiko.agent;

import io.javamiko.crypto.JCA;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * Locked or not (RFC 9987 §5.7). Of the passphrase a salted hash is kept; after a wrong one nothing is looked at for 100 ms,
 * and for up to 1 s after ten. Not thread-safe.
 */
final class KeyringLock {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_PAUSES = 10;

    private final byte[] salt = new byte[32];
    private byte[] hash; // null: not locked
    private int failures;
    private long notBefore;

    boolean isLocked() {
        return hash != null;
    }

    /** Locks, unless it is locked, or the passphrase is empty: that would be no lock. */
    boolean lock(byte[] passphrase) {
        if (isLocked() || passphrase.length == 0) {
            return false;
        }
        JCA.secureRandom().nextBytes(salt);
        hash = hash(passphrase);
        failures = 0;
        return true;
    }

    boolean unlock(byte[] passphrase, long now) {
        if (!isLocked() || failures > 0 && now - notBefore < 0) {
            return false;
        }
        if (!MessageDigest.isEqual(hash, hash(passphrase))) {
            failures = Math.min(failures + 1, MOST_PAUSES);
            notBefore = now + failures * PAUSE;
            return false;
        }
        Arrays.fill(hash, (byte) 0);
        hash = null;
        return true;
    }

    private byte[] hash(byte[] passphrase) {
        var digest = new SHA256Digest();
        digest.update(salt, 0, salt.length);
        digest.update(passphrase, 0, passphrase.length);
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }
}
