package io.javamiko.interop.architecture;

import io.javamiko.client.SSHClient;
import io.javamiko.client.hostkeys.HostKeyPolicy;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.SSHServer;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user's program does with the library as modules: the main job, with nothing but what is exported. */
final class ModulePathSmoke {
    private ModulePathSmoke() {}

    /** @param arguments a folder of its own */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var key = SSHKeyPair.generate("ssh-ed25519");
        var authorized = Files.writeString(
                folder.resolve("authorized_keys"), key.publicKey().format("me") + "\n");
        var root = Files.createDirectory(folder.resolve("root"));
        try (var server = SSHServer.start(s -> s.port(0)
                        .hostKey(SSHKeyPair.generate("ssh-ed25519"))
                        .authorizedKeys(authorized)
                        .exec(session -> 7)
                        .sftp(root));
                var ssh = SSHClient.connect(
                        "127.0.0.1",
                        c -> c.port(server.port())
                                .user("me")
                                .identity(key)
                                .knownHosts(folder.resolve("known_hosts"))
                                .hostKeyPolicy(HostKeyPolicy.acceptNew()));
                var sftp = ssh.openSFTP()) {
            sftp.put(authorized, "/copy");
            System.out.println(
                    SSHClient.class.getModule().getName() + " " + ssh.exec("x").exitStatus() + " "
                            + Files.size(root.resolve("copy")) + " of " + Files.size(authorized));
        }
    }
}
