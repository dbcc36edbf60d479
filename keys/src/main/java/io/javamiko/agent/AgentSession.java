package io.javamiko.agent;

import io.javamiko.agent.AgentRequest.AddIdentity;
import io.javamiko.agent.AgentRequest.Extension;
import io.javamiko.agent.AgentRequest.Lock;
import io.javamiko.agent.AgentRequest.RemoveAllIdentities;
import io.javamiko.agent.AgentRequest.RemoveIdentity;
import io.javamiko.agent.AgentRequest.RequestIdentities;
import io.javamiko.agent.AgentRequest.SignRequest;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a keyring: which sessions it was bound to, and what it may do. A connection that is forwarded, or whose
 * binding was refused, may list and sign, and change nothing: whoever is on the server could. For one thread at a time.
 */
public final class AgentSession {
    private static final Logger log = LoggerFactory.getLogger(AgentSession.class);
    private static final int MAX_BINDINGS = 16; // as OpenSSH has it

    private final AgentKeyring keyring;
    private final List<SessionBinding> bindings = new ArrayList<>();
    private boolean remote;

    AgentSession(AgentKeyring keyring) {
        this.keyring = keyring;
    }

    /**
     * Answers requests until the client ends the connection, on the calling thread.
     *
     * @throws IOException if the stream breaks, or brings what is no message
     */
    public void serve(InputStream in, OutputStream out) throws IOException {
        for (byte[] request = AgentFrames.read(in); request != null; request = AgentFrames.read(in)) {
            try {
                AgentFrames.write(out, answer(request));
            } finally {
                Arrays.fill(request, (byte) 0);
            }
        }
    }

    /**
     * Answers one request; whatever it is, there is an answer.
     *
     * @param request from its number on; may hold secrets, which the caller wipes
     * @return the answer from its number on
     */
    public byte[] answer(byte[] request) {
        var out = new WireWriter();
        reply(request).encode(out);
        if (out.size() > AgentFrames.MAX) {
            out.clear();
            new AgentReply.Failure().encode(out);
        }
        return out.toByteArray();
    }

    private AgentReply reply(byte[] message) {
        try {
            return reply(AgentRequest.decode(new WireReader(message)));
        } catch (IOException e) {
            log.debug("a request to the agent is refused: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.debug("a request to the agent failed", e); // a confirmation that throws, a key that was just wiped
        }
        return new AgentReply.Failure();
    }

    private AgentReply reply(AgentRequest request) throws IOException {
        if (request instanceof RequestIdentities) {
            return new AgentReply.Identities(keyring.keys());
        } else if (request instanceof SignRequest sign) {
            return keyring.sign(sign, List.copyOf(bindings))
                    .<AgentReply>map(AgentReply.Signature::new)
                    .orElseGet(AgentReply.Failure::new);
        } else if (request instanceof Extension extension) {
            return extension(extension);
        }
        return !remote && change(request) ? new AgentReply.Success(new byte[0]) : new AgentReply.Failure();
    }

    private boolean change(AgentRequest request) throws IOException {
        if (request instanceof AddIdentity add) {
            return keyring.add(add);
        } else if (request instanceof RemoveIdentity remove) {
            return keyring.remove(remove.key());
        } else if (request instanceof RemoveAllIdentities) {
            return keyring.removeAll();
        } else if (request instanceof Lock lock) {
            try {
                return lock.locks() ? keyring.lock(lock.passphrase()) : keyring.unlock(lock.passphrase());
            } finally {
                Arrays.fill(lock.passphrase(), (byte) 0);
            }
        }
        return false; // smart cards too: no path from a message is ever loaded (CVE-2016-10009)
    }

    private AgentReply extension(Extension extension) {
        return switch (extension.name()) {
            case AgentNumbers.QUERY ->
                new AgentReply.ExtensionResponse(
                        AgentNumbers.QUERY,
                        new WireWriter()
                                .utf8(AgentNumbers.QUERY)
                                .utf8(SessionBinding.EXTENSION)
                                .toByteArray());
            case SessionBinding.EXTENSION ->
                bind(extension.contents()) ? new AgentReply.Success(new byte[0]) : new AgentReply.ExtensionFailure();
            default -> new AgentReply.Failure();
        };
    }

    /** Also while the keyring is locked: what a connection is must be known when it is unlocked (PROTOCOL.agent §1). */
    private boolean bind(byte[] contents) {
        try {
            var binding = SessionBinding.decode(new WireReader(contents));
            boolean mayCome = bindings.size() < MAX_BINDINGS
                    && bindings.stream().allMatch(SessionBinding::isForwarding) // one for authentication is the last
                    && bindings.stream().noneMatch(binding::isOfSession);
            if (mayCome && binding.isProven()) {
                bindings.add(binding);
                remote |= binding.isForwarding();
                return true;
            }
        } catch (IOException e) {
            log.debug("a session binding is malformed: {}", e.getMessage());
        }
        remote = true; // what could not say what it is, is not trusted
        return false;
    }
}
