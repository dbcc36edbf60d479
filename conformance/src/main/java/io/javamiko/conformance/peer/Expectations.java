package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;
import static io.javamiko.transport.MessageNumbers.DEBUG;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.EXT_INFO;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.GLOBAL_REQUEST;
import static io.javamiko.transport.MessageNumbers.IGNORE;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.LAST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;
import static io.javamiko.transport.MessageNumbers.USERAUTH_BANNER;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.auth.AuthMessage;
import io.javamiko.connection.ConnectionMessage;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** What a peer waits for. */
final class Expectations {
    private static final int MOST_LINES = 2000; // before the target's identification

    private final PeerLink link;
    private final PeerKex kex;
    private final Role us;
    private final Timing timing;
    private final Queue<Received> deferred = new ArrayDeque<>(); // came before the KEXINIT that answers ours
    private Received ahead; // came while we listened whether anything does; null if none

    private final List<Received> extInfos = new ArrayList<>();

    Expectations(PeerLink link, PeerKex kex, Role us, Timing timing) {
        this.link = link;
        this.us = us;
        this.kex = kex;
        this.timing = timing;
    }

    List<ExtInfo> extInfos() throws IOException {
        var all = new ArrayList<ExtInfo>();
        for (var message : extInfos) {
            all.add((ExtInfo) decoded(message).orElseThrow());
        }
        return all;
    }

    byte[] identification() throws IOException {
        var deadline = Deadline.after(timing.reply());
        try {
            for (int i = 0; i < MOST_LINES; i++) {
                byte[] line = link.readLine(deadline);
                if (line == null || line[line.length - 1] != '\n') {
                    throw new ExpectationException(
                            "expected an identification, the target closed the connection", true);
                }
                if (new String(line, ISO_8859_1).startsWith("SSH-")) {
                    return line;
                }
                if (us == Role.SERVER) {
                    throw new ExpectationException("a client's first line must be its identification");
                }
            }
            throw new ExpectationException("expected an identification, got " + MOST_LINES + " other lines");
        } catch (SSHTimeoutException e) {
            throw late("an identification", timing.reply(), e);
        }
    }

    /** Whether an identification comes, after lines of text, before the connection ends. */
    boolean identifiesItselfAtLast(Duration most) throws IOException {
        var deadline = Deadline.after(most);
        try {
            byte[] line = link.readLine(deadline);
            while (line != null && !new String(line, ISO_8859_1).startsWith("SSH-")) {
                line = link.readLine(deadline);
            }
            return line != null;
        } catch (SSHTimeoutException e) {
            throw late("the end of the connection", most, e);
        }
    }

    /** The next message, noted by the key exchange; empty at the end. */
    private Optional<Received> receive(Deadline deadline) throws IOException {
        return deferred.isEmpty() || !kex.isIdle() ? fromLink(deadline) : Optional.of(deferred.remove());
    }

    private Optional<Received> fromLink(Deadline deadline) throws IOException {
        if (ahead != null) {
            var message = Optional.of(ahead);
            ahead = null;
            return message;
        }
        var message = link.receive(deadline);
        if (message != null) {
            kex.received(message);
            if (message.number() == EXT_INFO) {
                extInfos.add(message);
            }
        }
        return Optional.ofNullable(message);
    }

    Optional<Received> next() throws IOException {
        try {
            return receive(Deadline.after(timing.reply()));
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

    /** A later exchange's KEXINIT: what the target had said before it knew of ours is kept for the next waits. */
    KexInit laterKexInit() throws IOException {
        var deadline = Deadline.after(timing.reply());
        try {
            for (var message = fromLink(deadline); message.isPresent(); message = fromLink(deadline)) {
                if (message.get().number() == KEXINIT) {
                    return (KexInit) decoded(message.get()).orElseThrow();
                }
                if (message.get().number() == DISCONNECT) {
                    throw other("KEXINIT", message.get());
                }
                deferred.add(message.get());
            }
            throw new ExpectationException("expected KEXINIT, the target closed the connection", true);
        } catch (SSHTimeoutException e) {
            throw late("KEXINIT", timing.reply(), e);
        }
    }

    Received kexMessage() throws IOException {
        return expect(
                number -> number >= FIRST_OF_KEX_METHOD && number <= LAST_OF_KEX_METHOD,
                "a message of the key exchange method");
    }

    <T extends Message> T expect(Class<T> type) throws IOException {
        var words = type.getSimpleName();
        var message = await(came -> decoded(came).filter(type::isInstance).isPresent(), words);
        return type.cast(decoded(message).orElseThrow());
    }

    private Received expect(IntPredicate wanted, String words) throws IOException {
        return await(message -> wanted.test(message.number()), words);
    }

    /** Whether a message is the one that is waited for. */
    @FunctionalInterface
    private interface Wish {
        boolean grants(Received message) throws IOException;
    }

    private Received await(Wish wish, String words) throws IOException {
        for (var kept : kex.isIdle() ? List.copyOf(deferred) : List.<Received>of()) {
            if (wish.grants(kept)) {
                deferred.remove(kept);
                return kept;
            }
        }
        var deadline = Deadline.after(timing.reply());
        while (true) {
            var message = await(words, deadline);
            if (wish.grants(message)) {
                return message;
            }
            if (us == Role.SERVER && isRequest(message.number())) {
                deferred.add(message); // the client asked before it saw what we sent
            } else if (!maySkip(message)) {
                throw other(words, message);
            }
        }
    }

    /** What a client sends of its own accord. */
    private static boolean isRequest(int number) {
        return switch (number) {
            case SERVICE_REQUEST, USERAUTH_REQUEST, GLOBAL_REQUEST, CHANNEL_OPEN, CHANNEL_REQUEST -> true;
            default -> false;
        };
    }

    private Received await(String words, Deadline deadline) throws IOException {
        try {
            return fromLink(deadline)
                    .orElseThrow(() ->
                            new ExpectationException("expected " + words + ", the target closed the connection", true));
        } catch (SSHTimeoutException e) {
            throw late(words, deadline.length(), e);
        }
    }

    private static Optional<Message> decoded(Received message) throws IOException {
        int number = message.number();
        try {
            if (number < FIRST_OF_KEX_METHOD || number >= MessageNumbers.PING) {
                return Optional.of(TransportMessage.decode(number, message.reader()));
            }
            if (number >= MessageNumbers.USERAUTH_REQUEST && number < MessageNumbers.FIRST_OF_AUTH_METHOD) {
                return Optional.of(AuthMessage.decode(number, message.reader()));
            }
            return number >= GLOBAL_REQUEST && number <= MessageNumbers.CHANNEL_FAILURE
                    ? Optional.of(ConnectionMessage.decode(number, message.reader()))
                    : Optional.empty();
        } catch (ProtocolException e) {
            throw new ExpectationException("the target's " + message + " is malformed: " + e.getMessage(), e);
        }
    }

    /** What a sound target may send at any time. */
    private static boolean maySkip(Received message) throws IOException {
        return switch (message.number()) {
            case IGNORE, DEBUG, EXT_INFO, USERAUTH_BANNER -> true;
            case GLOBAL_REQUEST ->
                decoded(message)
                        .map(request -> !((ConnectionMessage.GlobalRequest) request).wantReply())
                        .orElse(false);
            default -> false;
        };
    }

    /** DISCONNECT or close; what the target may have sent before it knew may come first. */
    void refusal(Duration most, int... reasons) throws IOException {
        var deadline = Deadline.after(most);
        try {
            boolean mayBeAhead = !kex.hasReceivedInit() && kex.sessionId() == null;
            while (true) {
                var message = receive(deadline);
                if (message.isEmpty()) {
                    return;
                }
                if (message.get().number() == DISCONNECT) {
                    checkReason(message.get(), reasons);
                    close(deadline);
                    return;
                }
                boolean ahead = mayBeAhead && message.get().number() == KEXINIT
                        || us == Role.SERVER && isRequest(message.get().number());
                if (!ahead && !maySkip(message.get())) {
                    throw new ExpectationException(
                            "expected DISCONNECT or the end of the connection, got " + message.get());
                }
            }
        } catch (SSHTimeoutException e) {
            throw late("DISCONNECT or the end of the connection", most, e);
        }
    }

    /** Whether the connection ends; false if UNIMPLEMENTED comes first. */
    boolean refusalOrUnimplemented(Duration most) throws IOException {
        var deadline = Deadline.after(most);
        try {
            while (true) {
                var message = receive(deadline);
                if (message.isEmpty() || message.get().number() == DISCONNECT) {
                    return true;
                }
                int number = message.get().number();
                if (number == MessageNumbers.UNIMPLEMENTED) {
                    return false;
                }
                boolean early = number == KEXINIT && kex.sessionId() == null
                        || us == Role.SERVER && isRequest(number) && kex.hasReceivedNewKeys(); // RFC 4253 §7.3
                if (!early && !maySkip(message.get())) {
                    throw new ExpectationException(
                            "expected DISCONNECT, the end of the connection or UNIMPLEMENTED, got " + message.get());
                }
            }
        } catch (SSHTimeoutException e) {
            throw late("DISCONNECT, the end of the connection or UNIMPLEMENTED", most, e);
        }
    }

    /** Whether a message comes; it is the next one then. */
    boolean isAnswered() throws IOException {
        try {
            ahead = receive(Deadline.after(timing.silence())).orElse(null);
            return ahead != null;
        } catch (SSHTimeoutException e) {
            return false;
        }
    }

    long disconnect(int... reasons) throws IOException {
        return checkReason(expect(DISCONNECT), reasons);
    }

    private static long checkReason(Received disconnect, int... reasons) throws IOException {
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

    void close(Deadline deadline) throws IOException {
        try {
            while (receive(deadline).isPresent()) {
                // whatever it says before
            }
        } catch (SSHTimeoutException e) {
            throw late("the end of the connection", deadline.length(), e);
        }
    }

    void silence() throws IOException {
        try {
            var message = receive(Deadline.after(timing.silence()));
            throw new ExpectationException("expected silence, "
                    + message.map(came -> "got " + came).orElse("the target closed the connection"));
        } catch (SSHTimeoutException e) {
            link.note("nothing came for " + timing.silence().toMillis() + " ms");
        }
    }

    /** Waits without a wish. */
    void pause(Duration length) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static ExpectationException other(String words, Received message) {
        return new ExpectationException("expected " + words + ", got " + message, message.number() == DISCONNECT);
    }

    private static ExpectationException late(String words, Duration waited, SSHTimeoutException e) {
        return new ExpectationException("expected " + words + ", nothing came within " + waited.toMillis() + " ms", e);
    }
}
