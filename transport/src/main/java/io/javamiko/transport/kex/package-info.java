/**
 * The key exchange methods (RFC 4253 §8 and its followers), client and server side by side, without I/O.
 *
 * <p>Start at {@link io.javamiko.transport.kex.KexMethod}; {@link io.javamiko.transport.kex.KexMethods} makes one by its
 * name. Layer API: it may change in a minor version.
 */
package io.javamiko.transport.kex;
