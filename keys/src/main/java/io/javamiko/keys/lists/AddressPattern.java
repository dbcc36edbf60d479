package io.javamiko.keys.lists;

import java.util.Arrays;
import java.util.Optional;

/** A block of addresses, {@code 192.0.2.0/24} or {@code 2001:db8::/32}; without a length, one address. Resolves no names. */
final class AddressPattern {
    private final byte[] address;
    private final int bits;

    private AddressPattern(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /**
     * Empty if {@code text} does not begin with an address.
     *
     * @throws IllegalArgumentException if it is a block with a length that does not fit, or with bits behind it
     */
    static Optional<AddressPattern> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.length == 0) {
            return Optional.empty();
        }
        int bits = slash < 0 ? 8 * address.length : number(text.substring(slash + 1), 10, 8 * address.length);
        if (bits < 0) {
            throw new IllegalArgumentException("a block of addresses has no length that fits it");
        }
        for (int i = bits; i < 8 * address.length; i++) {
            if ((address[i / 8] >> (7 - i % 8) & 1) != 0) {
                throw new IllegalArgumentException("a block of addresses has bits behind its length");
            }
        }
        return Optional.of(new AddressPattern(address, bits));
    }

    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        return Arrays.equals(other, 0, whole, address, 0, whole)
                && (rest == 0 || (other[whole] ^ address[whole]) >> (8 - rest) == 0);
    }

    /** The bytes of an address in text, 4 or 16; one of version 4 inside version 6 has 4; none if it is no address. */
    static byte[] address(String text) {
        byte[] address = text.indexOf(':') >= 0 ? version6(text) : version4(text);
        boolean mapped = address.length == 16 && address[10] == -1 && address[11] == -1;
        for (int i = 0; mapped && i < 10; i++) {
            mapped = address[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    private static byte[] version4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return new byte[0];
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = number(parts[i], 10, 255);
            if (value < 0) {
                return new byte[0];
            }
            address[i] = (byte) value;
        }
        return address;
    }

    /** RFC 4291 §2.2; a zone behind {@code %} does not matter. */
    private static byte[] version6(String text) {
        String plain = text.split("%", 2)[0];
        int gap = plain.indexOf("::");
        if (gap < 0) {
            return groups(plain, 8);
        }
        String tailText = plain.substring(gap + 2);
        byte[] head = gap == 0 ? new byte[0] : groups(plain.substring(0, gap), -1);
        byte[] tail = tailText.isEmpty() ? new byte[0] : groups(tailText, -1);
        boolean wrong = gap > 0 && head.length == 0 || !tailText.isEmpty() && tail.length == 0;
        if (wrong || head.length + tail.length > 14) {
            return new byte[0];
        }
        byte[] address = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    /** Groups of 16 bits with colons between them, the last two perhaps as version 4; none if there are not {@code count}. */
    private static byte[] groups(String text, int count) {
        String[] parts = text.split(":", -1);
        if (parts.length > 8) {
            return new byte[0];
        }
        byte[] bytes = new byte[20];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            byte[] four = i == parts.length - 1 ? version4(parts[i]) : new byte[0];
            int value = number(parts[i], 16, 0xffff);
            if (four.length == 4) {
                System.arraycopy(four, 0, bytes, at, 4);
                at += 4;
            } else if (value < 0) {
                return new byte[0];
            } else {
                bytes[at++] = (byte) (value >> 8);
                bytes[at++] = (byte) value;
            }
        }
        return count < 0 || at == 2 * count ? Arrays.copyOf(bytes, at) : new byte[0];
    }

    /** A number without sign of at most {@code max}, or −1. */
    private static int number(String text, int radix, int max) {
        if (text.isEmpty()
                || text.length() > 4
                || text.chars().anyMatch(c -> Character.digit(c, radix) < 0 || c > 'f')) {
            return -1;
        }
        if (radix == 10 && text.startsWith("0") && text.length() > 1) {
            return -1; // octal for some
        }
        int value = Integer.parseInt(text, radix);
        return value <= max ? value : -1;
    }
}
