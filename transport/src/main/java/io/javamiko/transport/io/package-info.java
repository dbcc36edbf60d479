/**
 * The driver: what moves bytes between a link and the protocol's plain state. The only package of this module with
 * sockets, threads and the clock.
 *
 * <p>In: {@code PacketReader} makes many packets of one read, {@code ReadSide} says on whose thread. Out: {@code SendBuffer}
 * lets senders in one by one ({@code SendLock}, {@code FlowWaits}), {@code Sealing} accepts what may go ({@code PacketWriter}
 * forms it, {@code SealedBytes} keeps it), {@code LinkWriter} alone writes to the link. {@code Driver} holds them together
 * from the first byte to the {@code ConnectionEnd}. Links: {@code SocketLink}, {@code MemoryLink}.
 */
package io.javamiko.transport.io;
