package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.LAST_OF_KEX_METHOD;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.conformance.peer.Arrivals.Wish;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** What a peer waits for: a message, under the deadline of replies. */
final class Expectations {
    private final Arrivals arrivals;
    private final Timing timing;

    Expectations(Arrivals arrivals, Timing timing) {
        this.arrivals = arrivals;
        this.timing = timing;
    }

    Optional<Received> next() throws IOException {
        try {
            return arrivals.next(Deadline.after(timing.reply()));
        } catch (SSHTimeoutException e) {
            throw late("a message", timing.reply(), e);
        }
    }

    Received expect(int number) throws IOException {
        return expect(wanted -> wanted == number, MessageText.name(number));
    }

    Received expectOneOf(int... numbers) throws IOException {
        return expect(
                wanted -> Arrays.stream(numbers).anyMatch(number -> number == wanted),
                Arrays.stream(numbers).mapToObj(MessageText::name).collect(Collectors.joining(" or ")));
    }

    <T extends Message> T expect(Class<T> type) throws IOException {
        var words = type.getSimpleName();
        var message =
                await(came -> Arrivals.decoded(came).filter(type::isInstance).isPresent(), words);
        return type.cast(Arrivals.decoded(message).orElseThrow());
    }

    /** A later exchange's KEXINIT: what the target had said before it knew of ours is kept for the next waits. */
    KexInit laterKexInit() throws IOException {
        var deadline = Deadline.after(timing.reply());
        var message = fresh("KEXINIT", deadline);
        while (message.number() != KEXINIT) {
            if (message.number() == DISCONNECT) {
                throw other("KEXINIT", message);
            }
            arrivals.keep(message);
            message = fresh("KEXINIT", deadline);
        }
        return (KexInit) Arrivals.decoded(message).orElseThrow();
    }

    Received kexMessage() throws IOException {
        return expect(
                number -> number >= FIRST_OF_KEX_METHOD && number <= LAST_OF_KEX_METHOD,
                "a message of the key exchange method");
    }

    /** Whether a message comes; it is the next one then. */
    boolean isAnswered() throws IOException {
        try {
            return arrivals.hasNext(Deadline.after(timing.silence()));
        } catch (SSHTimeoutException e) {
            return false;
        }
    }

    private Received expect(IntPredicate wanted, String words) throws IOException {
        return await(message -> wanted.test(message.number()), words);
    }

    private Received await(Wish wish, String words) throws IOException {
        var kept = arrivals.kept(wish);
        if (kept.isPresent()) {
            return kept.get();
        }
        var deadline = Deadline.after(timing.reply());
        while (true) {
            var message = fresh(words, deadline);
            if (wish.grants(message)) {
                return message;
            }
            if (arrivals.isOfItsOwnAccord(message)) {
                arrivals.keep(message); // the client asked before it saw what we sent
            } else if (!Arrivals.maySkip(message)) {
                throw other(words, message);
            }
        }
    }

    private Received fresh(String words, Deadline deadline) throws IOException {
        try {
            return arrivals.fresh(deadline)
                    .orElseThrow(() ->
                            new ExpectationException("expected " + words + ", the target closed the connection", true));
        } catch (SSHTimeoutException e) {
            throw late(words, deadline.length(), e);
        }
    }

    static ExpectationException other(String words, Received message) {
        return new ExpectationException("expected " + words + ", got " + message, message.number() == DISCONNECT);
    }

    static ExpectationException late(String words, Duration waited, SSHTimeoutException e) {
        return new ExpectationException("expected " + words + ", nothing came within " + waited.toMillis() + " ms", e);
    }
}
