/**
 * TCP forwarding in channels (RFC 4254 §7), for both roles.
 *
 * <p>Start at {@link io.javamiko.connection.forward.LocalForward} (the client's listening port, {@code ssh -L}) and
 * {@link io.javamiko.connection.forward.DirectTCPIPAcceptor} (the server's side); {@code Pump} moves the bytes of both. Sockets
 * come in as {@link io.javamiko.transport.Duplex}: nothing here opens one. Layer API: it may change in a minor version.
 */
package io.javamiko.connection.forward;
