package io.javamiko.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** OpenSSH's {@code sftp-server}, a real peer that needs no SSH: a process spoken to over its stdin and stdout. */
final class OpenSSHServer {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/openssh/sftp-server"),
            Path.of("/usr/libexec/openssh/sftp-server"),
            Path.of("/usr/libexec/sftp-server"),
            Path.of("/usr/lib/ssh/sftp-server"));

    private OpenSSHServer() {}

    static boolean isInstalled() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    /** A session with one that begins in {@code directory}. */
    static SFTPClient start(Path directory, String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString());
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return SFTPClient.open(process.getInputStream(), process.getOutputStream(), process::destroyForcibly);
    }
}
