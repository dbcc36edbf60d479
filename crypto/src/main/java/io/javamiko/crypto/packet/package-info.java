/**
 * Packet protection (RFC 4253 §6): padding, cipher and MAC as one thing that seals and opens a packet.
 *
 * <p>Start at {@link io.javamiko.crypto.packet.PacketSealer} and {@link io.javamiko.crypto.packet.PacketOpener}.
 */
package io.javamiko.crypto.packet;
