/**
 * The SSH transport protocol (RFC 4253): from a stream of bytes to ordered, authentic, secret packets.
 *
 * <p>Start at {@code Transport}. What may come when: {@link io.javamiko.transport.Verdicts}. How large and how long:
 * {@link io.javamiko.transport.Limits}.
 *
 * <p>§4.2 {@code IdentificationParser}, §7.1 {@code Negotiation}, §7.2 {@code KeyDerivation}, §8 {@code kex}, §9
 * {@code RekeyLimits}, §10 {@code Services}. Plain state: no sockets, threads or clocks but in {@code io}.
 *
 * <p>Knows wire, crypto, keys; not authentication, channels or roles above. Layer API: it may change in a minor version,
 * except {@link io.javamiko.transport.Negotiated} and {@code Algorithms}.
 */
package io.javamiko.transport;
