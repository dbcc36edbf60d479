/**
 * The driver: what moves bytes between a link and the protocol's plain state. The only package of this module with
 * sockets, threads and the clock.
 *
 * <p>In: {@code PacketReader}, from one read to many packets. Out: {@code PacketWriter} forms packets, {@code SendBuffer}
 * lets threads in one by one and keeps the order, {@code LinkWriter} alone writes to the link. {@code Driver} holds them
 * together from the first byte to the end. Links: {@code SocketLink}, {@code MemoryLink}.
 */
package io.javamiko.transport.io;
