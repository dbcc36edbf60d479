/**
 * The maths of key exchange, without messages: two sides come to the same {@link io.javamiko.crypto.agreement.SharedSecret}.
 *
 * <p>Start at {@link io.javamiko.crypto.agreement.KeyAgreement} (RFC 5656, RFC 8731, the ML-KEM hybrids: opaque strings)
 * and {@link io.javamiko.crypto.agreement.FiniteFieldDH} (RFC 4253 §8, RFC 4419: numbers of a group). Each object serves
 * one exchange, refuses what a peer must not send, and is wiped by {@code close}. A layer API: it may change in minor
 * versions.
 */
package io.javamiko.crypto.agreement;
