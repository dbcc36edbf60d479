package io.javamiko.server;

import io.javamiko.server.session.SessionHandlers;
import io.javamiko.transport.TransportOptions;

/**
 * What all connections of a server have in common.
 *
 * @param transport its listener and tap are replaced for each connection
 */
record ServerSetup(SSHServerOptions options, TransportOptions transport, SessionHandlers handlers) {}
