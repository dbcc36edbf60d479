/**
 * Lists of keys as text files: {@code known_hosts} and {@code authorized_keys}, read and written without policy.
 *
 * <p>Start at {@link io.javamiko.keys.lists.KnownHosts}, {@link io.javamiko.keys.lists.KnownHostsFile} and
 * {@link io.javamiko.keys.lists.AuthorizedKeys}. A line that can't be read grants nothing, is reported as a
 * {@link io.javamiko.keys.lists.LineWarning}, and does not keep the others from being read; what nobody asked to change in a
 * file stays byte for byte. Who trusts whom is decided by client and server.
 *
 * <p>Formats: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT" and "AUTHORIZED_KEYS FILE FORMAT"; patterns: ssh_config(5), "PATTERNS".
 */
package io.javamiko.keys.lists;
