/**
 * What runs in a session on a server (RFC 4254 §6): commands, shells and subsystems, by handlers of the server's owner.
 *
 * <p>Start at {@link io.javamiko.server.session.ExecHandler} and {@link io.javamiko.server.session.ServerSession}.
 * {@code SessionChannel} takes the client's requests in their order, {@code RunningSession} runs a handler on its own thread
 * and reports its end. Knows {@code io.javamiko.connection}; not sockets.
 */
package io.javamiko.server.session;
