package io.javamiko.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The real {@code ssh}, {@code sftp}, {@code scp} and {@code ssh-keyscan}, set up for one server on the loopback address: its
 * host keys are known, a key of ours logs in, nothing of the account that runs the test is read.
 *
 * <p>In every command line the server is called {@link #HOST}. Immutable.
 */
public final class OpenSSHClient {
    /** What the server is called in command lines: {@code ssh.run("ssh", HOST, "uname")}. */
    public static final String HOST = "peer";

    private final Path folder;
    private final int port;

    private OpenSSHClient(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * A client for the server at a loopback port.
     *
     * @param folder where its files are kept; the test's own temporary folder
     * @param user who logs in
     * @param privateKey what logs in: a file in OpenSSH's format
     * @param hostKeys the server's public keys, as {@code TYPE BASE64}
     */
    public static OpenSSHClient of(Path folder, int port, String user, Path privateKey, List<String> hostKeys)
            throws IOException {
        var known =
                hostKeys.stream().map(key -> "[127.0.0.1]:" + port + " " + key).toList();
        Files.write(folder.resolve("known_hosts"), known);
        Files.writeString(
                folder.resolve("config"), """
                Host %s
                  HostName 127.0.0.1
                  Port %d
                  User %s
                  IdentityFile %s
                  IdentitiesOnly yes
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile /dev/null
                  StrictHostKeyChecking yes
                  ConnectTimeout 20
                  UpdateHostKeys no
                """.formatted(HOST, port, user, privateKey, folder.resolve("known_hosts")));
        return new OpenSSHClient(folder, port);
    }

    /** Makes a key pair with {@code ssh-keygen}: {@code file} and {@code file.pub}, without a passphrase. */
    public static void makeKey(String type, Path file) throws IOException, InterruptedException {
        Program.of(Program.find("ssh-keygen"), "-q", "-t", type, "-N", "", "-f", file.toString())
                .run()
                .successful();
    }

    /** {@code ssh}, which asks nobody for anything; options go before {@link #HOST}. */
    public Program ssh(String... arguments) {
        return program("ssh", List.of("-o", "BatchMode=yes"), arguments);
    }

    /** {@code ssh} that logs in with a password or its answers alone: every question is answered with {@code answer}. */
    public Program sshWithPassword(String answer, String... arguments) throws IOException {
        var asked = folder.resolve("askpass");
        Files.writeString(asked, "#!/bin/sh\ncat '" + folder.resolve("answer") + "'\n");
        Files.writeString(folder.resolve("answer"), answer + "\n");
        Files.setPosixFilePermissions(asked, PosixFilePermissions.fromString("rwx------"));
        var options = List.of(
                "-o", "PreferredAuthentications=password,keyboard-interactive", "-o", "PubkeyAuthentication=no");
        return program("ssh", options, arguments)
                .environment("SSH_ASKPASS", asked.toString())
                .environment("SSH_ASKPASS_REQUIRE", "force");
    }

    /** {@code sftp -b -}: a batch of commands, which ends at the first that fails. */
    public Program sftp(String batch, String... options) {
        var arguments = new ArrayList<>(List.of("-b", "-"));
        arguments.addAll(Arrays.asList(options));
        arguments.add(HOST);
        return program("sftp", List.of(), arguments.toArray(String[]::new)).input(batch.getBytes(UTF_8));
    }

    /** {@code scp -s}: SCP over the SFTP protocol. */
    public Program scp(String... arguments) {
        return program("scp", List.of("-s", "-q", "-o", "BatchMode=yes"), arguments);
    }

    /** {@code ssh-keyscan}: prints the server's host keys. */
    public Program keyscan(String... options) {
        var command = new ArrayList<>(List.of(Program.find("ssh-keyscan"), "-p", Integer.toString(port), "-T", "20"));
        command.addAll(Arrays.asList(options));
        command.add("127.0.0.1");
        return Program.of(command);
    }

    private Program program(String name, List<String> options, String... arguments) {
        var command = new ArrayList<>(
                List.of(Program.find(name), "-F", folder.resolve("config").toString()));
        command.addAll(options);
        command.addAll(Arrays.asList(arguments));
        return Program.of(command);
    }
}
