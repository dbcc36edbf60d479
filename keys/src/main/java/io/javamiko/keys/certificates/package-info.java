/**
 * OpenSSH certificates (PROTOCOL.certkeys): a key, who may use it as whom and how long, and an authority's signature.
 *
 * <p>Start at {@link io.javamiko.keys.certificates.Certificate}, which reads and issues them;
 * {@link io.javamiko.keys.certificates.CertificateCheck} says whether one is good for somebody now, and
 * {@link io.javamiko.keys.certificates.CertifiedSigner} logs in with one. Whom to trust is decided elsewhere: by
 * {@code @cert-authority} lines, by a server's settings.
 */
package io.javamiko.keys.certificates;
