/**
 * Compression of payloads (RFC 4253 §6.2): one stream a direction, flushed behind every packet.
 *
 * <p>Start at {@link io.javamiko.transport.compression.Compression}, the table of names.
 */
package io.javamiko.transport.compression;
