/**
 * Public keys, key pairs and signatures (RFC 4253 §6.6, RFC 5656, RFC 8332, RFC 8709, PROTOCOL.u2f, PROTOCOL.certkeys).
 *
 * <p>Start at {@link io.javamiko.keys.SSHPublicKey} and {@link io.javamiko.keys.SSHKeyPair}; who signs elsewhere (an agent,
 * a hardware module) is a {@link io.javamiko.keys.Signer}. One file a half of a key type: {@code Ed25519PublicKey},
 * {@code Ed25519PrivateKey} and so on; {@link io.javamiko.keys.SignatureAlgorithms} is the table of names.
 *
 * <p>Knows wire and crypto, and {@code .files} for what key files look like; neither policy nor network.
 */
package io.javamiko.keys;
