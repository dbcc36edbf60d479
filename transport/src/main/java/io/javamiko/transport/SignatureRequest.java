package io.javamiko.transport;

import io.javamiko.keys.Signer;
import java.io.IOException;

/**
 * The server's signature that a key exchange waits for: {@link #sign} may block (an agent, a hardware module) and so
 * belongs on a thread of its own once the connection has a reader. The key exchange takes no message meanwhile, so
 * {@link #complete} may be called by that thread too, within {@link KexOutput#exclusively}.
 */
public final class SignatureRequest {
    private final Signer signer;
    private final String algorithm;
    private final byte[] exchangeHash;
    private final Completion completion;

    /** What the key exchange does with the signature. */
    interface Completion {
        void signed(byte[] signature) throws IOException;
    }

    SignatureRequest(Signer signer, String algorithm, byte[] exchangeHash, Completion completion) {
        this.signer = signer;
        this.algorithm = algorithm;
        this.exchangeHash = exchangeHash;
        this.completion = completion;
    }

    /**
     * Signs; on any thread.
     *
     * @throws IOException if the signer can't
     */
    public byte[] sign() throws IOException {
        return signer.sign(algorithm, exchangeHash.clone());
    }

    /** Goes on with the key exchange; of no effect once that is closed. */
    public void complete(byte[] signature) throws IOException {
        completion.signed(signature);
    }
}
