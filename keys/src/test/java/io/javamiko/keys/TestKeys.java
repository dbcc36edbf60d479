package io.javamiko.keys;

import java.util.List;

/** A key pair of each type, made once. */
public final class TestKeys {
    private static final List<SSHKeyPair> ALL = List.of(
            SSHKeyPair.generate("ssh-ed25519"),
            SSHKeyPair.generate("ecdsa-sha2-nistp256"),
            SSHKeyPair.generate("ecdsa-sha2-nistp384"),
            SSHKeyPair.generate("ecdsa-sha2-nistp521"),
            SSHKeyPair.generate("ssh-rsa", 2048),
            SSHKeyPair.generate("ssh-ed448"),
            SSHKeyPair.generate("ssh-dss"),
            SSHKeyPair.generate("ssh-mldsa44-ed25519@openssh.com"));

    private TestKeys() {}

    public static List<SSHKeyPair> all() {
        return ALL;
    }

    /** Those of the types that OpenSSH has had for long. */
    public static List<SSHKeyPair> openSSH() {
        return ALL.subList(0, 5);
    }

    public static SSHKeyPair ed25519() {
        return ALL.get(0);
    }

    public static SSHKeyPair rsa() {
        return ALL.get(4);
    }
}
