package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.CONNECTION;
import static io.javamiko.conformance.checks.Requests.blob;
import static io.javamiko.conformance.checks.Requests.bytes;
import static io.javamiko.conformance.checks.Requests.password;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.signed;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long refusals take (CVE-2026-60001, CVE-2016-6210). Coarse: what differs by a factor that no machine's load makes;
 * a difference of a few per cent wants thousands of measurements.
 */
final class FailureTimes {
    private static final int ROUNDS = 7; // so many times each, by turns: three that are late change no median
    private static final int FACTOR = 4; // over what a target may choose by user's name
    private static final long WORTH_TELLING = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long GROSS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final List<String> NOBODIES = List.of("no-such-user-kit", "nobody-here-kit", "kit-nobody-3");

    static final List<Check> CHECKS = List.of(server("AC-162", c -> {
                var times = new LinkedHashMap<String, List<Long>>();
                for (int round = 0; round < ROUNDS; round++) {
                    measure(c, times);
                }
                for (var kind : List.of("password", "publickey", "none-such@kit")) {
                    var others = NOBODIES.stream()
                            .map(user -> median(times, kind, user))
                            .sorted()
                            .toList();
                    compare(c, kind, median(times, kind, "the user"), others.get(0), others.get(others.size() - 1));
                }
            })
            .alone());

    private FailureTimes() {}

    private static void measure(Conversation c, Map<String, List<Long>> times) throws IOException {
        measure(c, times, "the user", c.credentials().user());
        for (var user : NOBODIES) {
            measure(c, times, user, user);
        }
    }

    private static void measure(Conversation c, Map<String, List<Long>> times, String name, String user)
            throws IOException {
        byte[] key = blob("ssh-ed25519", bytes(32));
        var requests = new LinkedHashMap<String, WireWriter>();
        requests.put("password", password(user, "wrong".repeat(200))); // a hash of it takes its time
        requests.put("publickey", signed(user, "ssh-ed25519", key, blob("ssh-ed25519", bytes(64))));
        requests.put("none-such@kit", request(user, CONNECTION, "none-such@kit"));
        try (var peer = c.connect(Depth.SERVICE)) {
            for (var request : requests.entrySet()) {
                long begin = System.nanoTime();
                peer.send(request.getValue());
                c.goesOn(() -> peer.expect(USERAUTH_FAILURE)); // an end is a refusal, too, and takes its time
                times.computeIfAbsent(request.getKey() + " for " + name, kind -> new ArrayList<>())
                        .add(System.nanoTime() - begin);
            }
        }
    }

    private static long median(Map<String, List<Long>> times, String kind, String name) {
        return times.get(kind + " for " + name).stream()
                .sorted()
                .skip(ROUNDS / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void compare(Conversation c, String kind, long known, long least, long most) throws IOException {
        var words = "a refused %s takes %d ms for a user that is there, %d to %d ms for others"
                .formatted(kind, millis(known), millis(least), millis(most));
        c.note(words);
        c.verify(!isFar(known, least, most, GROSS), words);
        c.should(() -> c.verify(!isFar(known, least, most, WORTH_TELLING), words), "time tells who is there");
    }

    private static boolean isFar(long known, long least, long most, long difference) {
        return known > FACTOR * most && known - most > difference
                || known * FACTOR < least && least - known > difference;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
