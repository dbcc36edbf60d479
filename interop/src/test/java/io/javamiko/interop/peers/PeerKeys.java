package io.javamiko.interop.peers;

import io.javamiko.keys.SSHKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Host keys of every type that a server without hardware can have, and one user key, as files that all peers read. */
public final class PeerKeys {
    /** One of each type. */
    public static final List<SSHKeyPair> HOST_KEYS = Stream.of(
                    "ssh-ed25519",
                    "ssh-ed448",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "ssh-rsa",
                    "ssh-dss")
            .map(type -> type.equals("ssh-rsa") ? SSHKeyPair.generate(type, 2048) : SSHKeyPair.generate(type))
            .toList();

    /** Signs the certificates of hosts. */
    public static final SSHKeyPair AUTHORITY = SSHKeyPair.generate("ssh-ed25519");

    private static final SSHKeyPair USER = SSHKeyPair.generate("ssh-ed25519");

    private PeerKeys() {}

    /** Writes {@code host_TYPE}, {@code user}, {@code user.pub} and an empty folder {@code root} into a folder. */
    public static void write(Path folder) throws IOException {
        for (var key : HOST_KEYS) {
            // with a comment, since paramiko 2.12 can't read a file that needs no padding and whose last byte is 0
            key.withComment("host")
                    .write(folder.resolve("host_" + key.publicKey().type()));
        }
        USER.write(folder.resolve("user"));
        Files.writeString(folder.resolve("user.pub"), USER.publicKey().format("user") + "\n");
        Files.createDirectory(folder.resolve("root"));
    }

    /** Writes the file {@code known_hosts_PORT} with all host keys and the authority. */
    public static Path knownHosts(Path folder, int port) throws IOException {
        var host = "[127.0.0.1]:" + port + " ";
        var lines = Stream.concat(
                Stream.of("@cert-authority " + host + AUTHORITY.publicKey().format("")),
                HOST_KEYS.stream().map(key -> host + key.publicKey().format("")));
        return Files.write(folder.resolve("known_hosts_" + port), lines.toList());
    }
}
