package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;

/** Method {@code none} (RFC 4252 §5.2), the client's side: asks what the server would take. */
final class NoneMethod implements ClientMethod {
    @Override
    public MethodRequest start() {
        return new MethodRequest.None();
    }

    @Override
    public Turn received(int number, WireReader in) throws ProtocolException {
        throw new ProtocolException("message " + number + " does not belong to method none (RFC 4252 §5.2)");
    }

    @Override
    public boolean maySucceedNow() {
        return true;
    }

    @Override
    public boolean proves() {
        return false;
    }

    @Override
    public void end() {}
}
