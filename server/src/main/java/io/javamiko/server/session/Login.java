package io.javamiko.server.session;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.server.auth.Permissions;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who opens sessions on a connection.
 *
 * @param user the user's name
 * @param key the key that proved it, if one did
 * @param permissions what that key allows
 * @param client where the client is
 */
public record Login(String user, Optional<SSHPublicKey> key, Permissions permissions, InetSocketAddress client) {}
