/**
 * Lists of keys as text files: {@code known_hosts}, {@code authorized_keys} and {@code allowed_signers}, without policy.
 *
 * <p>Start at {@link io.javamiko.keys.lists.KnownHosts}, {@link io.javamiko.keys.lists.KnownHostsFile},
 * {@link io.javamiko.keys.lists.AuthorizedKeys} and {@link io.javamiko.keys.lists.AllowedSigners}. A line that can't be read grants nothing, is reported as a
 * {@link io.javamiko.keys.lists.LineWarning}, and does not keep the others from being read; what nobody asked to change in a
 * file stays byte for byte. Who trusts whom is decided by client and server.
 *
 * <p>Formats: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT" and "AUTHORIZED_KEYS FILE FORMAT"; patterns: ssh_config(5), "PATTERNS".
 */
package io.javamiko.keys.lists;
