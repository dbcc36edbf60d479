package io.javamiko.conformance.peer;

import static io.javamiko.conformance.peer.Transcript.Who.KIT;
import static io.javamiko.conformance.peer.Transcript.Who.NOTE;
import static io.javamiko.conformance.peer.Transcript.Who.TARGET;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A connection to an agent under a script (RFC 9987): messages sound or not, and what the agent must answer. As with {@link
 * Peer}, an unfulfilled wait throws {@link ExpectationException}. Not thread-safe; {@link #close} may come from anywhere.
 */
public final class AgentPeer implements AutoCloseable {
    private static final int MOST = 1 << 20; // bytes of an answer
    private static final int MOST_FIELD = 256 << 10;

    private final Wire wire;
    private final Timing timing;
    private final Transcript transcript;
    private final int number;

    /** A connection that was just made. */
    public AgentPeer(Wire wire, Timing timing, Transcript transcript) {
        this.wire = wire;
        this.timing = timing;
        this.transcript = transcript;
        this.number = transcript.nextConnection();
        note("connected to " + wire);
    }

    /**
     * An answer.
     *
     * @param type its number
     * @param contents what follows; not a copy
     */
    public record Answer(int type, byte[] contents) {
        /** A reader of the contents. */
        public WireReader reader() {
            return new WireReader(contents);
        }

        /** The answer in words. */
        @Override
        public String toString() {
            return MessageText.agent(type) + " [" + (contents.length + 1) + "]";
        }
    }

    /** A key that an agent lists. */
    public record Identity(byte[] key, String comment) {}

    /** A line in the transcript. */
    public void note(String text) {
        transcript.add(number, NOTE, text);
    }

    /** Sends messages, each from its type on, in one write. */
    public void send(WireWriter... messages) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var message : messages) {
            transcript.add(number, KIT, MessageText.agent(message.array()[0] & 0xff) + " [" + message.size() + "]");
            bytes.writeBytes(framed(message));
        }
        wire.write(bytes.toByteArray(), 0, bytes.size());
    }

    /** A message as it goes over the stream. */
    public static byte[] framed(WireWriter message) {
        return new WireWriter().string(message.toByteArray()).toByteArray();
    }

    /** Sends bytes as they are. */
    public void sendRaw(byte[] bytes) throws IOException {
        transcript.add(number, KIT, "bytes " + bytes.length + ": " + MessageText.hex(bytes));
        wire.write(bytes, 0, bytes.length);
    }

    /** Asks, and waits for the answer. */
    public Answer ask(WireWriter request) throws IOException {
        send(request);
        return next().orElseThrow(() -> new ExpectationException("the agent closed the connection", true));
    }

    /** Asks; the answer is SUCCESS alone. */
    public void expectSuccess(WireWriter request) throws IOException {
        expect(request, AgentRequests.SUCCESS);
    }

    /** Asks; the answer is FAILURE alone. */
    public void expectFailure(WireWriter request) throws IOException {
        expect(request, AgentRequests.FAILURE);
    }

    private void expect(WireWriter request, int type) throws IOException {
        var answer = ask(request);
        if (answer.type() != type || answer.contents().length > 0) {
            throw new ExpectationException(
                    "expected " + MessageText.agent(type) + " alone (RFC 9987 §5.1), got " + answer);
        }
    }

    /** Whether it is done as asked: SUCCESS or FAILURE, alone, is the answer. */
    public boolean succeeds(WireWriter request) throws IOException {
        var answer = ask(request);
        boolean generic = answer.type() == AgentRequests.SUCCESS || answer.type() == AgentRequests.FAILURE;
        if (!generic || answer.contents().length > 0) {
            throw new ExpectationException("expected SUCCESS or FAILURE alone (RFC 9987 §5.1), got " + answer);
        }
        return answer.type() == AgentRequests.SUCCESS;
    }

    /** The keys that the agent lists; its answer is well-formed to the last byte. */
    public List<Identity> identities() throws IOException {
        return identities(ask(AgentRequests.identities()));
    }

    /** The keys in an answer that must list them. */
    public List<Identity> identities(Answer answer) throws IOException {
        if (answer.type() != AgentRequests.IDENTITIES_ANSWER) {
            throw new ExpectationException("expected IDENTITIES_ANSWER (RFC 9987 §5.5), got " + answer);
        }
        try {
            var in = answer.reader();
            var keys = new ArrayList<Identity>();
            for (long left = in.uint32(); left > 0; left--) {
                keys.add(new Identity(in.string(MOST_FIELD), in.text(MOST_FIELD)));
            }
            in.expectEnd();
            return keys;
        } catch (ProtocolException e) {
            throw new ExpectationException("the agent's list of keys is malformed: " + e.getMessage(), e);
        }
    }

    /** The agent holds no key. */
    public void expectEmpty() throws IOException {
        int count = identities().size();
        if (count > 0) {
            throw new ExpectationException("the agent holds " + count
                    + " keys, which the checks would remove: start one without keys for them");
        }
    }

    /** The signature that the agent makes; empty if it says FAILURE. */
    public Optional<byte[]> sign(byte[] key, byte[] data, long flags) throws IOException {
        var answer = ask(AgentRequests.sign(key, data, flags));
        if (answer.type() == AgentRequests.FAILURE) {
            return Optional.empty();
        }
        if (answer.type() != AgentRequests.SIGN_RESPONSE) {
            throw new ExpectationException("expected SIGN_RESPONSE or FAILURE (RFC 9987 §5.6), got " + answer);
        }
        try {
            var in = answer.reader();
            byte[] signature = in.string(MOST_FIELD);
            in.expectEnd();
            return Optional.of(signature);
        } catch (ProtocolException e) {
            throw new ExpectationException("the agent's signature is malformed: " + e.getMessage(), e);
        }
    }

    /** The next answer; empty at the end of the connection. */
    public Optional<Answer> next() throws IOException {
        var deadline = Deadline.after(timing.reply());
        try {
            byte[] length = read(4, deadline);
            if (length.length < 4) {
                transcript.add(number, TARGET, "closed the connection");
                return Optional.empty();
            }
            long count = new WireReader(length).uint32();
            if (count == 0 || count > MOST) {
                throw new ExpectationException("the agent sent a message of " + count + " bytes");
            }
            byte[] message = read((int) count, deadline);
            if (message.length < count) {
                throw new ExpectationException("the agent closed the connection within a message", true);
            }
            byte[] contents = Arrays.copyOfRange(message, 1, message.length);
            var answer = new Answer(message[0] & 0xff, contents);
            transcript.add(number, TARGET, answer.toString());
            return Optional.of(answer);
        } catch (SSHTimeoutException e) {
            throw new ExpectationException(
                    "expected an answer, nothing came within " + timing.reply().toMillis() + " ms", e);
        }
    }

    /** So many bytes, or what there is before the end. */
    private byte[] read(int count, Deadline deadline) throws IOException {
        byte[] bytes = new byte[count];
        int at = 0;
        while (at < count) {
            int read = wire.read(bytes, at, count - at, deadline);
            if (read < 0) {
                break;
            }
            at += read;
        }
        return at == count ? bytes : Arrays.copyOf(bytes, at);
    }

    /** Whether an answer, or the end of the connection, comes within {@link Timing#silence()}; it is left for {@link #next}. */
    public boolean isAnswered() throws IOException {
        try {
            wire.peek(1, Deadline.after(timing.silence()));
            return true;
        } catch (SSHTimeoutException e) {
            return false;
        }
    }

    /** Closes the connection. */
    @Override
    public void close() {
        wire.close();
    }
}
