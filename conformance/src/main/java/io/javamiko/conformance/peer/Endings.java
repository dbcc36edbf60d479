package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.DisconnectReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a connection ends, or that it does not. */
final class Endings {
    private final PeerLink link;
    private final PeerKex kex;
    private final Arrivals arrivals;
    private final List<String> remarks = new ArrayList<>();

    Endings(PeerLink link, PeerKex kex, Arrivals arrivals) {
        this.link = link;
        this.kex = kex;
        this.arrivals = arrivals;
    }

    /** DISCONNECT or close; what the target may have sent before it knew may come first. */
    void refusal(Duration most, int... reasons) throws IOException {
        var deadline = Deadline.after(most);
        try {
            boolean mayBeAhead = !kex.hasReceivedInit() && kex.sessionId() == null;
            while (true) {
                var message = arrivals.next(deadline);
                if (message.isEmpty()) {
                    return;
                }
                if (message.get().number() == DISCONNECT) {
                    remarkReason(message.get(), reasons);
                    close(deadline);
                    return;
                }
                boolean ahead = mayBeAhead && message.get().number() == KEXINIT
                        || kex.isGuess(message.get())
                        || arrivals.isOfItsOwnAccord(message.get());
                if (!ahead && !Arrivals.maySkip(message.get())) {
                    throw new ExpectationException(
                            "expected DISCONNECT or the end of the connection, got " + message.get());
                }
            }
        } catch (SSHTimeoutException e) {
            throw Expectations.late("DISCONNECT or the end of the connection", most, e);
        }
    }

    /** Whether the connection ends; false if UNIMPLEMENTED comes first. */
    boolean refusalOrUnimplemented(Duration most) throws IOException {
        var deadline = Deadline.after(most);
        var requests = new ArrayList<Received>(); // for the waits behind this one
        try {
            while (true) {
                var message = arrivals.next(deadline);
                if (message.isEmpty() || message.get().number() == DISCONNECT) {
                    return true;
                }
                int number = message.get().number();
                if (number == UNIMPLEMENTED) {
                    requests.forEach(arrivals::keep);
                    return false;
                }
                boolean early = number == KEXINIT && kex.sessionId() == null || kex.isGuess(message.get());
                if (arrivals.isOfItsOwnAccord(message.get()) && kex.hasReceivedNewKeys()) { // RFC 4253 §7.3
                    requests.add(message.get());
                } else if (!early && !Arrivals.maySkip(message.get())) {
                    throw new ExpectationException(
                            "expected DISCONNECT, the end of the connection or UNIMPLEMENTED, got " + message.get());
                }
            }
        } catch (SSHTimeoutException e) {
            throw Expectations.late("DISCONNECT, the end of the connection or UNIMPLEMENTED", most, e);
        }
    }

    /** What was not as it should be, and no failure. */
    List<String> remarks() {
        return remarks;
    }

    /** RFC 4253 §11.1 names reasons, and does not say that there is one for each fault. */
    private void remarkReason(Received disconnect, int... reasons) throws IOException {
        try {
            checkReason(disconnect, reasons);
        } catch (ExpectationException e) {
            remarks.add(e.getMessage());
        }
    }

    /** The reason of a DISCONNECT, which must be one of these, if any are named. */
    static long checkReason(Received disconnect, int... reasons) throws IOException {
        long reason = disconnect.reader().uint32();
        if (reasons.length > 0 && Arrays.stream(reasons).noneMatch(wanted -> wanted == reason)) {
            throw new ExpectationException("expected DISCONNECT for %s, got %s"
                    .formatted(
                            Arrays.stream(reasons)
                                    .mapToObj(DisconnectReason::name)
                                    .collect(Collectors.joining(" or ")),
                            disconnect));
        }
        return reason;
    }

    /** The end, whatever comes before. */
    void close(Deadline deadline) throws IOException {
        try {
            while (arrivals.next(deadline).isPresent()) {
                // whatever it says before
            }
        } catch (SSHTimeoutException e) {
            throw Expectations.late("the end of the connection", deadline.length(), e);
        }
    }

    /** Nothing comes, and the connection does not end. */
    void silence(Duration length) throws IOException {
        try {
            var deadline = Deadline.after(length);
            var message = arrivals.next(deadline);
            while (message.isPresent() && Arrivals.maySkip(message.get())) {
                message = arrivals.next(deadline);
            }
            throw new ExpectationException("expected silence, "
                    + message.map(came -> "got " + came).orElse("the target closed the connection"));
        } catch (SSHTimeoutException e) {
            link.note("nothing came for " + length.toMillis() + " ms");
        }
    }
}
