package io.javamiko.agent;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A way to an agent: a socket, a pipe, a channel of a connection, a keyring in this process. One request at a time;
 * {@link #close} may come from any thread, and ends an exchange that is under way.
 */
public interface AgentLink extends Closeable {
    /**
     * Sends a message and waits for its answer, for ever if it must: {@link AgentClient} holds the deadline.
     *
     * @param request a message from its number on, at most 256 KiB; the caller wipes it
     * @return the answer from its number on
     */
    byte[] exchange(byte[] request) throws IOException;

    /**
     * Over two streams.
     *
     * @param closing ends both of them
     */
    static AgentLink over(InputStream in, OutputStream out, Closeable closing) {
        return new AgentLink() {
            @Override
            public byte[] exchange(byte[] request) throws IOException {
                AgentFrames.write(out, request);
                byte[] answer = AgentFrames.read(in);
                if (answer == null) {
                    throw new EOFException("the agent closed the connection");
                }
                return answer;
            }

            @Override
            public void close() throws IOException {
                closing.close();
            }
        };
    }

    /** To a keyring in this process. */
    static AgentLink to(AgentKeyring keyring) {
        var session = keyring.session();
        return new AgentLink() {
            @Override
            public byte[] exchange(byte[] request) {
                return session.answer(request);
            }

            @Override
            public void close() {}
        };
    }
}
