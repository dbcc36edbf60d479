package io.javamiko.keys.lists;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.lists.AllowedSigners.Entry;
import java.time.Instant;
import java.util.List;

/** Whether a line of allowed signers means a key. Stateless. */
final class SignerKeys {
    private SignerKeys() {}

    /** Whether the line's key is this one, or has certified it for the principal at that time. */
    static boolean mayUse(Entry entry, SSHPublicKey key, String principal, Instant time) {
        return !entry.options().isCertAuthority() && entry.key().equals(key);
    }

    /** For whom the line lets the key sign; for nobody if it does not mean it. */
    static List<String> principals(Entry entry, SSHPublicKey key, Instant time) {
        return mayUse(entry, key, "", time)
                ? PatternList.exact(entry.principals()).patterns()
                : List.of();
    }
}
