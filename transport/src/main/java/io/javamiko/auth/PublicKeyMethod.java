package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Method {@code publickey} (RFC 4252 §7, RFC 8332 §3): the client asks whether a key would do, and only then signs. The
 * signature is bound to the session, the user, the service and the algorithm.
 */
public final class PublicKeyMethod {
    /** The method's name. */
    public static final String NAME = "publickey";

    private PublicKeyMethod() {}

    static MethodRequest decodeFields(WireReader in) throws ProtocolException {
        boolean signed = in.bool();
        String algorithm = in.utf8(AuthMessage.MAX_STRING);
        var blob = in.string(AuthMessage.MAX_STRING);
        return signed ? new Signed(algorithm, blob, in.string(AuthMessage.MAX_STRING)) : new Query(algorithm, blob);
    }

    /** The request without a signature: would this key do? It never authenticates. */
    public record Query(String algorithm, byte[] blob) implements MethodRequest {
        @Override
        public String methodName() {
            return NAME;
        }

        @Override
        public void encodeFields(WireWriter out) {
            out.bool(false).utf8(algorithm).string(blob);
        }
    }

    /** The request that proves the possession of the private key. */
    public record Signed(String algorithm, byte[] blob, byte[] signature) implements MethodRequest {
        @Override
        public String methodName() {
            return NAME;
        }

        @Override
        public void encodeFields(WireWriter out) {
            out.bool(true).utf8(algorithm).string(blob).string(signature);
        }
    }

    /** {@code SSH_MSG_USERAUTH_PK_OK} (RFC 4252 §7): this key would do, if it signs. */
    public record PublicKeyOK(String algorithm, byte[] blob) implements AuthMessage {
        public static final int NUMBER = 60;

        static PublicKeyOK decode(WireReader in) throws ProtocolException {
            var message = new PublicKeyOK(in.utf8(MAX_STRING), in.string(MAX_STRING));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(algorithm).string(blob);
        }
    }

    /**
     * What the client signs (RFC 4252 §7): the session identifier, then the request up to the signature.
     *
     * @param sessionId the exchange hash of the <em>first</em> key exchange
     */
    public static byte[] signedData(byte[] sessionId, String user, String service, String algorithm, byte[] blob) {
        return new WireWriter(512)
                .string(sessionId)
                .uint8(MessageNumbers.USERAUTH_REQUEST)
                .utf8(user)
                .utf8(service)
                .utf8(NAME)
                .bool(true)
                .utf8(algorithm)
                .string(blob)
                .toByteArray();
    }

    /** The client's side: one key under one algorithm. */
    static final class Client implements ClientMethod {
        private final Signer signer;
        private final String algorithm;
        private final byte[] blob;
        private final byte[] signedData;
        private boolean signed;

        Client(Signer signer, String algorithm, byte[] sessionId, String user, String service) {
            this.signer = signer;
            this.algorithm = algorithm;
            byte[] key = signer.publicKey().blob();
            this.blob = key;
            this.signedData = signedData(sessionId, user, service, algorithm, key);
        }

        @Override
        public MethodRequest start() {
            return new Query(algorithm, blob);
        }

        @Override
        public Turn received(int number, WireReader in) throws IOException {
            if (number != PublicKeyOK.NUMBER || signed) {
                throw new ProtocolException("message " + number + " may not come now in publickey (RFC 4252 §7)");
            }
            var ok = PublicKeyOK.decode(in);
            if (!Arrays.equals(ok.blob(), blob)) {
                return new Turn.GiveUp("the server's answer names another key than the one it was asked about");
            }
            // some servers echo the key's type instead of the algorithm; we sign with what we asked for in any case
            if (!ok.algorithm().equals(algorithm)
                    && !ok.algorithm().equals(signer.publicKey().type())) {
                return new Turn.GiveUp("the server's answer names another algorithm, " + Sanitised.of(ok.algorithm()));
            }
            return sign();
        }

        private Turn sign() throws IOException {
            try {
                byte[] signature = signer.sign(algorithm, signedData);
                signed = true;
                return new Turn.Request(new Signed(algorithm, blob, signature));
            } catch (InterruptedIOException e) {
                throw e; // ours, not the signer's
            } catch (IOException e) {
                return new Turn.GiveUp("the key could not sign: " + e.getMessage()); // the next one may
            }
        }

        @Override
        public boolean maySucceedNow() {
            return signed;
        }

        @Override
        public boolean proves() {
            return signed;
        }

        @Override
        public void end() {}
    }

    /** The server's side. What it does not know, and what is malformed, is refused as any other key (RFC 4252 §7). */
    static final class Server {
        private Server() {}

        static ServerTurn query(Query query, ServerTurn.Context context) {
            return authorised(query.algorithm(), query.blob(), context)
                    .<ServerTurn>map(known -> new ServerTurn.Answer(new PublicKeyOK(query.algorithm(), query.blob())))
                    .orElseGet(ServerTurn.Refused::new);
        }

        static ServerTurn signed(Signed request, ServerTurn.Context context) {
            byte[] data = signedData(
                    context.sessionId(), context.user(), context.service(), request.algorithm(), request.blob());
            return authorised(request.algorithm(), request.blob(), context)
                    .filter(known -> known.key()
                            .verify(
                                    request.algorithm(),
                                    data,
                                    request.signature(),
                                    known.grant().securityKeyUse()))
                    .<ServerTurn>map(known -> new ServerTurn.Passed(known.key(), known.grant()))
                    .orElseGet(ServerTurn.Refused::new);
        }

        private record Known(SSHPublicKey key, Grant grant) {}

        private static Optional<Known> authorised(String algorithm, byte[] blob, ServerTurn.Context context) {
            if (!context.algorithms().contains(algorithm)) {
                return Optional.empty();
            }
            try {
                var key = SSHPublicKey.decode(blob, context.minimumRSABits());
                // the algorithm must be one of the key's type (§7); the settings have said which are allowed
                return SignatureAlgorithms.keyType(algorithm)
                                .filter(key.type()::equals)
                                .isPresent()
                        ? context.authenticator().publicKey(context.user(), key).map(grant -> new Known(key, grant))
                        : Optional.empty();
            } catch (ProtocolException e) {
                return Optional.empty();
            }
        }
    }
}
