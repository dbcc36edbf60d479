package io.javamiko.auth;

import io.javamiko.wire.WireReader;
import java.io.IOException;

/** One run of an authentication method on the client's side: plain state, which may ask its user or its signer. */
interface ClientMethod {
    /** The fields of the request that begins the run. */
    MethodRequest start() throws IOException;

    /**
     * A message of the method's own, 60–79, while the run is on.
     *
     * @param in what follows the number
     * @throws io.javamiko.ProtocolException if the method has no such message, or it may not come now
     */
    Turn received(int number, WireReader in) throws IOException;

    /** Whether {@code SSH_MSG_USERAUTH_SUCCESS} may come now: not in answer to what proves nothing by its own rules. */
    boolean maySucceedNow();

    /** Whether the messages so far proved anything. */
    boolean proves();

    /** The run is over: wipes what was secret. */
    void end();

    /** What a message of the method's own leads to. */
    sealed interface Turn {
        /** Goes on by a further request of the method. */
        record Request(MethodRequest fields) implements Turn {}

        /** Goes on by a message of the method's own. */
        record Send(AuthMessage message) implements Turn {}

        /** Goes no further, on our side; the next request aborts the method for the server (RFC 4252 §5.1). */
        record GiveUp(String reason) implements Turn {}
    }
}
