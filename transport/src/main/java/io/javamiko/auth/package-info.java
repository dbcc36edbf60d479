/**
 * The SSH authentication protocol (RFC 4252) and its methods: who may use the connection, asked and answered.
 *
 * <p>Start at {@link io.javamiko.auth.ClientAuthentication} and {@link io.javamiko.auth.ServerAuthentication}: each drives
 * a machine without socket, thread or clock ({@code ClientExchange}, {@code ServerExchange}) over an
 * {@link io.javamiko.auth.AuthLink}.
 *
 * <p>RFC 4252 §5 {@link io.javamiko.auth.AuthMessage}, §7 {@link io.javamiko.auth.PublicKeyMethod}, §8
 * {@link io.javamiko.auth.PasswordMethod}; RFC 4256 {@link io.javamiko.auth.KeyboardInteractiveMethod}; RFC 8332 §3
 * {@code SignatureCandidates}. A method is one file, its client and its server side by side, as in its RFC.
 *
 * <p>Knows transport and keys; not channels, and not where credentials come from. Layer API: it may change in a minor
 * version.
 */
package io.javamiko.auth;
