package io.javamiko.keys.lists;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code from="…"}: patterns of host names and addresses, and blocks of addresses, with commas between them. Immutable. */
public final class FromPattern {
    private record Item(boolean negated, String pattern, Optional<AddressPattern> block) {}

    private final String text;
    private final List<Item> items;

    private FromPattern(String text, List<Item> items) {
        this.text = text;
        this.items = List.copyOf(items);
    }

    /**
     * Reads {@code 192.0.2.0/24,!192.0.2.7,*.example.com}.
     *
     * @throws IllegalArgumentException if a pattern is empty, too long, or a block of addresses that is none
     */
    public static FromPattern parse(String text) {
        var items = new ArrayList<Item>();
        for (String pattern : PatternList.parse(text).patterns()) {
            boolean negated = pattern.startsWith("!");
            String plain = negated ? pattern.substring(1) : pattern;
            items.add(new Item(negated, plain, AddressPattern.parse(plain)));
        }
        return new FromPattern(text, items);
    }

    /**
     * Whether somebody from there may come; from what is no address, nobody.
     *
     * @param address in digits, without a port: {@code 192.0.2.7}, {@code 2001:db8::1}
     * @param name the name that was found for it, if one was looked for: it must have been checked to lead back to the address
     */
    public boolean matches(String address, Optional<String> name) {
        byte[] bytes = AddressPattern.address(address);
        if (bytes.length == 0) {
            return false; // what is excluded could not be told
        }
        String text = bytes.length == 4 ? dotted(bytes) : address.toLowerCase(Locale.ROOT);
        String lowerName = name.map(n -> n.toLowerCase(Locale.ROOT)).orElse("");
        boolean matched = false;
        for (var item : items) {
            boolean hit = item.block.isPresent()
                    ? item.block.get().contains(bytes)
                    : PatternList.matches(item.pattern, text)
                            || !lowerName.isEmpty() && PatternList.matches(item.pattern, lowerName);
            if (hit && item.negated) {
                return false;
            }
            matched |= hit;
        }
        return matched;
    }

    private static String dotted(byte[] a) {
        return (a[0] & 0xff) + "." + (a[1] & 0xff) + "." + (a[2] & 0xff) + "." + (a[3] & 0xff);
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return text;
    }
}
