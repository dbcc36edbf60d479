package io.javamiko.sftp.server;

import io.javamiko.SSHException;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** Our server as a program like {@code sftp-server}: serves a directory over stdin and stdout. */
public final class StdioServer {
    private StdioServer() {}

    /** @param args the root, and {@code -R} for read-only */
    public static void main(String[] args) throws Exception {
        var in = new FileInputStream(FileDescriptor.in);
        var out = new FileOutputStream(FileDescriptor.out);
        var options = SFTPServerOptions.of(o -> {
            if (List.of(args).contains("-R")) {
                o.readOnly();
            }
        });
        SFTPServer.serve(in, new BufferedOutputStream(out, 8192), RootedFiles.of(Path.of(args[0])), options);
    }

    /** The command that starts it. */
    static String command(Path root, String... options) {
        String path = List.of(StdioServer.class, SFTPServer.class, SSHException.class, Logger.class).stream()
                .map(type -> Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return java + " -XX:TieredStopAtLevel=1 -cp " + path + " " + StdioServer.class.getName() + " " + root + " "
                + String.join(" ", Arrays.asList(options));
    }
}
