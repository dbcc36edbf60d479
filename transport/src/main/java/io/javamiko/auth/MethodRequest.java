package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/** The fields of {@code SSH_MSG_USERAUTH_REQUEST} that depend on its method (RFC 4252 §5). */
public sealed interface MethodRequest
        permits MethodRequest.None,
                PublicKeyMethod.Query,
                PublicKeyMethod.Signed,
                PasswordMethod.Password,
                PasswordMethod.PasswordChange,
                KeyboardInteractiveMethod.Start,
                MethodRequest.Unknown {

    /** The method's name as it stands in the message. */
    String methodName();

    /** Writes what follows the method's name. */
    void encodeFields(WireWriter out);

    /** Reads the method's name and its fields; a method that is not known here takes all that is left. */
    static MethodRequest decode(WireReader in) throws ProtocolException {
        String name = in.utf8(AuthMessage.MAX_STRING);
        return switch (name) {
            case None.NAME -> new None();
            case PublicKeyMethod.NAME -> PublicKeyMethod.decodeFields(in);
            case PasswordMethod.NAME -> PasswordMethod.decodeFields(in);
            case KeyboardInteractiveMethod.NAME -> KeyboardInteractiveMethod.Start.decode(in);
            default -> new Unknown(name, in.rest());
        };
    }

    /** Method {@code none} (RFC 4252 §5.2): proves nothing; asks which methods there are. */
    record None() implements MethodRequest {
        public static final String NAME = "none";

        @Override
        public String methodName() {
            return NAME;
        }

        @Override
        public void encodeFields(WireWriter out) {}
    }

    /** A method that is not known here: refused as any failed attempt is, and no error (RFC 4252 §5). */
    record Unknown(String methodName, byte[] fields) implements MethodRequest {
        @Override
        public void encodeFields(WireWriter out) {
            out.raw(fields);
        }
    }
}
