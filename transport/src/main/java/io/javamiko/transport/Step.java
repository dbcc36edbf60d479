package io.javamiko.transport;

import java.io.IOException;

/**
 * A message that is decided at the moment at which it may go: under the send lock, with the gate open and room in the
 * buffer. So what is sealed before it can't change its mind any more, and nothing overtakes it.
 */
@FunctionalInterface
public interface Step {
    /**
     * The message to send now, and the change of state that goes with it. Returns at once and calls nothing out.
     *
     * @return {@code null} if there is nothing to send any more
     * @throws IOException if it can't be sent, as the caller of {@link Outbox#send(Step, io.javamiko.Deadline)} is told
     */
    Message next() throws IOException;
}
