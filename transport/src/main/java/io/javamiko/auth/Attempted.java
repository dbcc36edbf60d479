package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;

/** What a client attempted, as errors and listeners are told of it. */
record Attempted(String method, String key, String algorithm) {
    AuthenticationAttempt endedIn(Outcome outcome) {
        return new AuthenticationAttempt(method, key, algorithm, outcome);
    }

    static Attempted of(MethodRequest request) {
        if (request instanceof PublicKeyMethod.Query query) {
            return new Attempted(query.methodName(), keyIn(query.blob()), query.algorithm());
        }
        return request instanceof PublicKeyMethod.Signed signed
                ? new Attempted(signed.methodName(), keyIn(signed.blob()), signed.algorithm())
                : new Attempted(request.methodName(), "", "");
    }

    private static String keyIn(byte[] blob) {
        try {
            return SSHPublicKey.decode(blob).toString();
        } catch (ProtocolException e) {
            return "unreadable key";
        }
    }
}
