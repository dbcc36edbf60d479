package io.javamiko.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A real {@code dropbear} on a port of its own at the loopback address, with a throwaway account: only root can start one. */
public final class DropbearServer implements AutoCloseable {
    private final PeerServer process;
    private final int port;

    private DropbearServer(PeerServer process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param authorizedKey a public key file: who may log in
     * @param hostKeys private key files in OpenSSH's format; 4 at most
     */
    public static DropbearServer start(Path authorizedKey, List<Path> hostKeys)
            throws IOException, InterruptedException {
        return FreePort.given(port -> start(authorizedKey, hostKeys, port));
    }

    private static DropbearServer start(Path authorizedKey, List<Path> hostKeys, int port)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("javamiko-dropbear-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var command = new ArrayList<>(List.of(Program.find("dropbear"), "-F", "-E", "-p", "127.0.0.1:" + port));
        command.addAll(List.of("-P", folder.resolve("pid").toString()));
        for (var key : hostKeys) {
            var converted = folder.resolve(key.getFileName());
            convertKey(key, converted);
            command.addAll(List.of("-r", converted.toString()));
        }
        var ssh = Files.createDirectories(folder.resolve("home/.ssh"));
        Files.copy(authorizedKey, ssh.resolve("authorized_keys"));
        ThrowawayAccount.make(user(port), folder.resolve("home"));
        var atEnd = "rm -rf '" + folder + "'; " + ThrowawayAccount.removal(user(port));
        return new DropbearServer(
                PeerServer.start(command, folder, line -> line.endsWith("Not backgrounding"), atEnd), port);
    }

    /** Writes a private key of OpenSSH's format in Dropbear's. */
    public static void convertKey(Path from, Path to) throws IOException, InterruptedException {
        var pem = Path.of(to + ".pem"); // which it reads for all types that have one; DSA's in no other form
        Files.copy(from, pem, StandardCopyOption.COPY_ATTRIBUTES);
        Program.of(Program.find("ssh-keygen"), "-q", "-p", "-m", "PEM", "-P", "", "-N", "", "-f", pem.toString())
                .run()
                .successful();
        Program.of(Program.find("dropbearconvert"), "openssh", "dropbear", pem.toString(), to.toString())
                .run()
                .successful();
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The account that may log in. */
    public String user() {
        return user(port);
    }

    private static String user(int port) {
        return "javamiko" + port;
    }

    /** What it has said until now. */
    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close(); // which removes the folder and the account
    }
}
