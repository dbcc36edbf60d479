/**
 * The SSH transport protocol (RFC 4253): from a stream of bytes to ordered, authentic, secret packets.
 *
 * <p>Start at {@code Transport}. What may come when: {@link io.javamiko.transport.Verdicts}. How large and how long:
 * {@link io.javamiko.transport.Limits}.
 *
 * <p>§4.2 {@link io.javamiko.transport.IdentificationParser}, §7 {@link io.javamiko.transport.KeyExchange}, §7.1
 * {@link io.javamiko.transport.Negotiation}, §7.2 {@link io.javamiko.transport.KeyDerivation}, §8
 * {@link io.javamiko.transport.ExchangeHash} and {@code kex}, §9 {@link io.javamiko.transport.RekeyLimits}, §10
 * {@link io.javamiko.transport.Services}, §11 {@link io.javamiko.transport.TransportMessage}. All of it is plain state:
 * sockets, threads and clocks are in {@code io} alone.
 *
 * <p>Knows wire, crypto, keys; not authentication, channels or roles above. Layer API: it may change in a minor version,
 * except {@link io.javamiko.transport.Algorithms} and {@link io.javamiko.transport.Negotiated}.
 */
package io.javamiko.transport;
