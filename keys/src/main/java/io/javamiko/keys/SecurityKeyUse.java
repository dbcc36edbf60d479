package io.javamiko.keys;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a signature by a security key must show about the person who had it made (PROTOCOL.u2f); of no meaning for keys of
 * other types. Immutable.
 */
public final class SecurityKeyUse {
    /** That the security key was touched: what is asked for unless a setting says otherwise. */
    public static final SecurityKeyUse TOUCHED = new SecurityKeyUse(EnumSet.of(Flag.USER_PRESENT));

    /** Nothing: {@code no-touch-required}. */
    public static final SecurityKeyUse ANY = new SecurityKeyUse(EnumSet.noneOf(Flag.class));

    private enum Flag {
        USER_PRESENT(0x01),
        USER_VERIFIED(0x04);

        private final int bit; // WebAuthn §6.1

        Flag(int bit) {
            this.bit = bit;
        }
    }

    private final Set<Flag> required;

    private SecurityKeyUse(Set<Flag> required) {
        this.required = required;
    }

    /** The same, and the security key must have checked who its user is, by PIN or finger: {@code verify-required}. */
    public SecurityKeyUse andVerified() {
        var more = EnumSet.copyOf(required);
        more.add(Flag.USER_VERIFIED);
        return new SecurityKeyUse(more);
    }

    /** What both ask for. */
    public SecurityKeyUse and(SecurityKeyUse other) {
        var both = EnumSet.copyOf(required);
        both.addAll(other.required);
        return new SecurityKeyUse(both);
    }

    boolean allows(int flags) {
        return required.stream().allMatch(flag -> (flags & flag.bit) != 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecurityKeyUse use && required.equals(use.required);
    }

    @Override
    public int hashCode() {
        return required.hashCode();
    }

    @Override
    public String toString() {
        return required.toString();
    }
}
