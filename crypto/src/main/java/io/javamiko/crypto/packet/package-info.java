/**
 * Packet protection (RFC 4253 §6): padding, cipher and MAC as one thing that seals and opens a packet.
 *
 * <p>Start at {@link io.javamiko.crypto.packet.PacketSealer} and {@link io.javamiko.crypto.packet.PacketOpener}.
 * {@code Padding} has the rules that all share; before the first NEWKEYS {@code PlainPackets} serves, after it
 * {@code AESGCM} (RFC 5647), {@code ChaCha20Poly1305} (OpenSSH PROTOCOL.chacha20poly1305), {@code EncryptAndMAC}
 * (RFC 4253 §6.4) or {@code EncryptThenMAC} (OpenSSH PROTOCOL §1.5).
 */
package io.javamiko.crypto.packet;
