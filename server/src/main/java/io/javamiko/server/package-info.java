/**
 * The SSH server: listens, lets users in, and runs what its owner set up for them.
 *
 * <p>Start at {@link io.javamiko.server.SSHServer} and {@link io.javamiko.server.SSHServerOptions}. A connection is accepted by
 * {@code AcceptLoop}, admitted by {@code Admission}, served by {@link io.javamiko.server.ServerConnection}: transport,
 * authentication, channels. Who may in is in {@code auth}, what runs in {@code session}.
 */
package io.javamiko.server;
