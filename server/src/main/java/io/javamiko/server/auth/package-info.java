/**
 * Who may into a server: where keys, passwords and answers are looked up, and what a key's line in {@code authorized_keys}
 * allows.
 *
 * <p>Start at {@link io.javamiko.server.auth.UserKeys}, {@link io.javamiko.server.auth.Passwords} and
 * {@link io.javamiko.server.auth.Questions}, which a server's options take; {@code ConfiguredAuthenticator} puts them together
 * for one connection, {@link io.javamiko.server.auth.TrustedAuthorities} takes certificates, and {@link io.javamiko.server.auth.Permissions} is what comes of it. Knows the protocol's
 * {@code io.javamiko.auth}, and files.
 */
package io.javamiko.server.auth;
