/**
 * Key revocation lists (OpenSSH PROTOCOL.krl): which keys and certificates count no more.
 *
 * <p>Start at {@link io.javamiko.keys.krl.KRL}. §1 {@code KRLReader} and {@code KRLWriter}, §2 {@code RevokedCertificates} and
 * {@code Serials}, §6 signatures in both. What a file of words says is {@link io.javamiko.keys.krl.KRLSpecification}'s.
 *
 * <p>Knows keys and bytes; who asks, and what becomes of a revoked key, is decided above.
 */
package io.javamiko.keys.krl;
