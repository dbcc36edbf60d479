/**
 * The SSH connection protocol (RFC 4254): many channels and global requests over one stream of packets, in either role.
 *
 * <p>Start at {@link io.javamiko.connection.Multiplexer}. §4 {@code GlobalRequests}, §5.1 {@code ChannelTable}, §5.2
 * {@code ReceiveWindow} and {@code SendWindow}, §5.3 {@code ChannelState}, §5.4 {@code ChannelRequests}, §6 {@code Session} and
 * {@code SessionRequest}; forwarding is in {@code forward}.
 *
 * <p>Two locks and never both: what goes out is guarded by the outbox's send lock, what comes in by the channel's. Knows the
 * transport; not authentication, sockets or threads. Layer API: it may change in a minor version.
 */
package io.javamiko.connection;
