package io.javamiko.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.agent.AgentException.Reason;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks an agent (RFC 9987).
 *
 * <p>Thread-safe: requests take turns. Each has a deadline, also where the way to the agent knows none; an agent that does not
 * keep it is not asked again. Everything that goes wrong is an {@link AgentException}; an interrupt is an
 * {@link java.io.InterruptedIOException}, and ends the connection to the agent, whose answer would come at a wrong time.
 */
public final class AgentClient implements AutoCloseable {
    /** How long an agent may take where it need not ask anybody, unless told otherwise: 30 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** How long a signature may take, for which the agent may ask a person or wait for a touch: 5 min. */
    public static final Duration DEFAULT_SIGN_TIMEOUT = Duration.ofMinutes(5);

    private static final int MAX_EXTENSIONS = 256;

    private final AgentTurns turns;
    private final Duration timeout;
    private final Duration signTimeout;

    private AgentClient(AgentLink link, Duration timeout, Duration signTimeout) {
        this.turns = new AgentTurns(link);
        this.timeout = timeout;
        this.signTimeout = signTimeout;
    }

    /** A client that asks over {@code link}, which it closes at its end; with the default deadlines. */
    public static AgentClient over(AgentLink link) {
        return over(link, DEFAULT_TIMEOUT, DEFAULT_SIGN_TIMEOUT);
    }

    /**
     * As {@link #over(AgentLink)}.
     *
     * @param timeout how long each request may take
     * @param signTimeout how long a signature may take, a person's thinking included
     */
    public static AgentClient over(AgentLink link, Duration timeout, Duration signTimeout) {
        return new AgentClient(link, timeout, signTimeout);
    }

    /** The keys that the agent holds, in its order; none while it is locked. */
    public List<AgentKey> keys() throws IOException {
        var reply = ask(new AgentRequest.RequestIdentities(), timeout);
        if (!(reply instanceof AgentReply.Identities identities)) {
            throw unexpected("list its keys", reply);
        }
        return identities.keys();
    }

    /**
     * Signs with a key of the agent's.
     *
     * @param algorithm a signature algorithm of the key's, as {@code rsa-sha2-512}; with a certificate also under the name
     *     that its type has
     * @param data what is signed, not hashed yet
     * @return {@code string algorithm, string signature} (RFC 4253 §6.6)
     */
    public byte[] sign(SSHPublicKey key, String algorithm, byte[] data) throws IOException {
        var request = new AgentRequest.SignRequest(key.blob(), data, AgentSignatures.flags(algorithm));
        var reply = ask(request, signTimeout);
        if (!(reply instanceof AgentReply.Signature signature)) {
            throw unexpected("sign with " + key, reply);
        }
        String name = AgentSignatures.algorithmOf(signature.signature());
        if (!AgentSignatures.isOf(algorithm, name)) {
            throw new AgentException(
                    Reason.MALFORMED,
                    "the agent signed with %s where %s was asked for: it may be too old for it (RFC 9987 §5.6.1)"
                            .formatted(Sanitised.of(name), algorithm),
                    null);
        }
        return signature.signature();
    }

    /** Signs with a key of the agent's, for who wants a {@link Signer}; not after this client is closed. */
    public Signer signer(AgentKey key) {
        return new AgentSigner(this, key.key());
    }

    /** Adds a key pair, or replaces its comment and constraints. */
    public void add(SSHKeyPair pair, KeyConstraints constraints) throws IOException {
        add(new AgentKeyFields(pair.publicKey(), pair), pair.comment(), constraints);
    }

    /**
     * Adds a certificate with the key pair that it is for.
     *
     * @param certificate of a type that ends in {@code -cert-v01@openssh.com}
     */
    public void add(SSHPublicKey certificate, SSHKeyPair pair, KeyConstraints constraints) throws IOException {
        add(new AgentKeyFields(certificate, pair), pair.comment(), constraints);
    }

    private void add(AgentKeyFields key, String comment, KeyConstraints constraints) throws IOException {
        var out = new WireWriter(2048);
        byte[] fields = {};
        try {
            key.encode(out);
            out.utf8(comment);
            constraints.encode(out);
            fields = out.toByteArray();
            expectSuccess(
                    "add " + key.publicKey(),
                    ask(new AgentRequest.AddIdentity(fields, !constraints.isEmpty()), timeout));
        } finally {
            out.wipe();
            Arrays.fill(fields, (byte) 0);
        }
    }

    /** Removes a key. */
    public void remove(SSHPublicKey key) throws IOException {
        expectSuccess("remove " + key, ask(new AgentRequest.RemoveIdentity(key.blob()), timeout));
    }

    /** Removes all keys. */
    public void removeAll() throws IOException {
        expectSuccess("remove all keys", ask(new AgentRequest.RemoveAllIdentities(), timeout));
    }

    /** Locks the agent: until it is unlocked with the same passphrase it does nothing. The caller wipes the passphrase. */
    public void lock(char[] passphrase) throws IOException {
        lock(passphrase, true);
    }

    /** Unlocks the agent. The caller wipes the passphrase. */
    public void unlock(char[] passphrase) throws IOException {
        lock(passphrase, false);
    }

    private void lock(char[] passphrase, boolean locks) throws IOException {
        byte[] room = new byte[4 * passphrase.length]; // UTF-8 has at most four bytes a character
        var encoded = ByteBuffer.wrap(room);
        UTF_8.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(passphrase), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        try {
            expectSuccess(locks ? "be locked" : "be unlocked", ask(new AgentRequest.Lock(bytes, locks), timeout));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Tells the agent which session uses this connection, as OpenSSH's agent wants it for keys that are for some hosts only.
     *
     * @throws AgentException if the agent does not know the extension, or does not believe it
     */
    public void bind(SessionBinding session) throws IOException {
        extension(SessionBinding.EXTENSION, session.encode());
    }

    /**
     * The extensions that the agent says it knows (RFC 9987 §5.8.1).
     *
     * @throws AgentException if it does not know how to say that: OpenSSH's does since 10.1
     */
    public List<String> extensions() throws IOException {
        var in = new WireReader(extension(AgentNumbers.QUERY, new byte[0]));
        var names = new ArrayList<String>();
        try {
            while (in.remaining() > 0 && names.size() < MAX_EXTENSIONS) {
                names.add(in.name(AgentRequest.MAX_NAME));
            }
        } catch (ProtocolException e) {
            throw new AgentException(Reason.MALFORMED, "the agent's list of extensions is malformed", e);
        }
        return List.copyOf(names);
    }

    /**
     * Any extension (RFC 9987 §5.8).
     *
     * @param name as {@code NAME@DOMAIN}
     * @return what the agent answers, of no length if it only says that it succeeded
     * @throws AgentException {@link Reason#REFUSED} if the agent does not know it, or it failed
     */
    public byte[] extension(String name, byte[] contents) throws IOException {
        var reply = ask(new AgentRequest.Extension(name, contents), timeout);
        if (reply instanceof AgentReply.ExtensionResponse response) {
            return response.contents();
        }
        if (!(reply instanceof AgentReply.Success success)) {
            throw unexpected("do extension " + name, reply);
        }
        return success.contents();
    }

    private static void expectSuccess(String what, AgentReply reply) throws AgentException {
        if (!(reply instanceof AgentReply.Success)) {
            throw unexpected(what, reply);
        }
    }

    private static AgentException unexpected(String what, AgentReply reply) {
        if (reply instanceof AgentReply.Failure || reply instanceof AgentReply.ExtensionFailure) {
            return new AgentException(
                    Reason.REFUSED,
                    "the agent refused to " + what + ": it may be locked, not have the key or not know the request,"
                            + " or a person said no",
                    null);
        }
        return new AgentException(
                Reason.MALFORMED,
                "the agent was asked to " + what + " and answered with "
                        + reply.getClass().getSimpleName(),
                null);
    }

    private AgentReply ask(AgentRequest request, Duration limit) throws IOException {
        var out = new WireWriter(1024);
        byte[] message = {};
        try {
            request.encode(out);
            message = out.toByteArray();
            if (message.length > AgentFrames.MAX) {
                throw new IllegalArgumentException("too much for an agent: a message has at most 256 KiB");
            }
            return AgentReply.decode(new WireReader(turns.exchange(message, limit)));
        } catch (ProtocolException e) {
            turns.close();
            throw new AgentException(Reason.MALFORMED, "the agent's answer is malformed: " + e.getMessage(), e);
        } finally {
            out.wipe();
            Arrays.fill(message, (byte) 0);
        }
    }

    /** Closes the connection to the agent; the keys stay there. */
    @Override
    public void close() {
        turns.close();
    }
}
