package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.Groups;
import io.javamiko.transport.kex.KexMessage.GEXRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks for in a group exchange, and what a server gives (RFC 4419 §3). Immutable.
 *
 * @param min the fewest bits of a group; 2,048 by default (RFC 8270 §2)
 * @param preferred the bits that a client would like; 3,072 by default, as strong as a cipher with a key of 128 bits
 * @param max the most bits; 8,192 by default
 * @param groups what a server chooses from, by chance among those of one size; where none fits, and by default, those of
 *     RFC 3526
 */
public record GroupExchange(int min, int preferred, int max, List<DHGroup> groups) {
    /** The defaults. */
    public static final GroupExchange DEFAULT = new GroupExchange(2048, 3072, 8192, List.of());

    /** @throws IllegalArgumentException unless 1,024 &lt;= min &lt;= preferred &lt;= max &lt;= 8,192 */
    public GroupExchange {
        if (min < 1024 || preferred < min || max < preferred || max > 8 * KexMessage.MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "groups of %d to %d bits, best %d, are not 1024 <= min <= best <= max <= 8192"
                            .formatted(min, max, preferred));
        }
        groups = List.copyOf(groups);
    }

    GEXRequest request() {
        return new GEXRequest(min, preferred, max);
    }

    /**
     * A group of the smallest size that has the bits the client would like, else of the largest that it takes (RFC 4419 §3):
     * what OpenSSH's {@code choose_dh} gives on a file that is in order of size, as its own is; ours needs no order.
     */
    DHGroup choose(GEXRequest wanted, SecureRandom random) throws ProtocolException {
        if (wanted.min() > wanted.n() || wanted.n() > wanted.max()) {
            throw new ProtocolException("a group of %d to %d bits, best %d, can't be (RFC 4419 §3)"
                    .formatted(wanted.min(), wanted.max(), wanted.n()));
        }
        var chosen = choose(groups, wanted, random);
        if (chosen.isEmpty()) {
            chosen = choose(Groups.all(), wanted, random);
        }
        return chosen.orElseThrow(
                () -> new ProtocolException("the client wants a group of %d to %d bits; there are some of %d to %d here"
                        .formatted(wanted.min(), wanted.max(), min, max)));
    }

    private Optional<DHGroup> choose(List<DHGroup> from, GEXRequest wanted, SecureRandom random) {
        long least = Math.max(min, wanted.min());
        long most = Math.min(max, wanted.max());
        var fitting = from.stream()
                .filter(group -> group.bits() >= least && group.bits() <= most)
                .toList();
        var enough = fitting.stream()
                .mapToInt(DHGroup::bits)
                .filter(bits -> bits >= wanted.n())
                .min();
        int best = enough.orElse(fitting.stream().mapToInt(DHGroup::bits).max().orElse(0));
        var same = fitting.stream().filter(group -> group.bits() == best).toList();
        return same.isEmpty() ? Optional.empty() : Optional.of(same.get(random.nextInt(same.size())));
    }
}
