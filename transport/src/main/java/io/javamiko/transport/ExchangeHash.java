package io.javamiko.transport;

import io.javamiko.crypto.JCA;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.wire.WireWriter;

/**
 * The exchange hash H (RFC 4253 §8): what both sides said, hashed, so that the server's signature covers it. All methods
 * have the same frame; between the host key and the secret stand the method's own fields.
 *
 * @param clientIdentification {@code V_C}
 * @param serverIdentification {@code V_S}
 * @param clientInit {@code I_C}, the payload of the client's KEXINIT as it was sent
 * @param serverInit {@code I_S}
 */
public record ExchangeHash(
        Identification clientIdentification,
        Identification serverIdentification,
        byte[] clientInit,
        byte[] serverInit) {
    /**
     * H.
     *
     * @param hash the method's hash, by its JCA name
     * @param hostKey {@code K_S}
     * @param fields the method's fields, encoded
     * @param secret K
     */
    public byte[] of(String hash, byte[] hostKey, byte[] fields, SharedSecret secret) {
        var out = new WireWriter(4096);
        out.string(clientIdentification.bytes()).string(serverIdentification.bytes());
        out.string(clientInit).string(serverInit);
        out.string(hostKey).raw(fields);
        var digest = JCA.digest(hash);
        digest.update(out.array(), 0, out.size());
        secret.addTo(digest);
        return digest.digest();
    }
}
