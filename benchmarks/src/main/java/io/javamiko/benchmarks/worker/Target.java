package io.javamiko.benchmarks.worker;

import java.nio.file.Path;

/**
 * Where a client logs in, on the loopback address.
 *
 * @param key of the user, in OpenSSH's format or in PEM
 * @param knownHosts for who asks for it; the others check no host key
 * @param cipher the only one that is offered, by its SSH name; with {@code aes256-ctr} the MAC is
 *     {@code hmac-sha2-256-etm@openssh.com}
 */
public record Target(int port, String user, Path key, Path knownHosts, String cipher) {
    /** The address that all connect to. */
    public static final String HOST = "127.0.0.1";
    /** The MAC of a cipher that needs one. */
    public static final String MAC = "hmac-sha2-256-etm@openssh.com";
}
