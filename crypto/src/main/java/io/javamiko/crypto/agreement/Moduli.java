package io.javamiko.crypto.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups of a moduli file, as OpenSSH keeps them for the group exchange (moduli(5)): a line is time, type, tests, tries,
 * size, generator and prime. Lines that sshd would not use are left out: comments, primes that are not known to be safe, not
 * tested or found composite, and those whose size is not what the line says. That a prime is prime is the file's word.
 */
public final class Moduli {
    private static final int FIELDS = 7;
    private static final int SAFE_PRIME = 2;
    private static final int COMPOSITE = 1; // of the tests' bits
    private static final int MAX_GROUPS = 10_000;
    private static final int MAX_HEX = 4096; // digits; 16,384 bits

    private Moduli() {}

    /** The groups of the lines that can be used, in their order; at most 10,000. */
    public static List<DHGroup> parse(List<String> lines) {
        var groups = new ArrayList<DHGroup>();
        for (String line : lines) {
            if (groups.size() == MAX_GROUPS) {
                break;
            }
            String[] fields = line.strip().split("\\s+", FIELDS + 1);
            if (fields.length == FIELDS && !fields[0].startsWith("#") && fields[FIELDS - 1].length() <= MAX_HEX) {
                addGroup(groups, fields);
            }
        }
        return List.copyOf(groups);
    }

    private static void addGroup(List<DHGroup> groups, String[] fields) {
        try {
            int tests = Integer.parseInt(fields[2]);
            int bits = Integer.parseInt(fields[4]) + 1; // the file names the highest bit
            var p = new BigInteger(fields[6], 16);
            if (Integer.parseInt(fields[1]) == SAFE_PRIME
                    && tests != 0
                    && (tests & COMPOSITE) == 0
                    && p.bitLength() == bits) {
                groups.add(new DHGroup(p, new BigInteger(fields[5], 16)));
            }
        } catch (IllegalArgumentException noGroup) { // NumberFormatException too
            return; // as sshd does: the other lines serve
        }
    }
}
