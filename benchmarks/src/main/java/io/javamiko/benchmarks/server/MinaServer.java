package io.javamiko.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.sshd.common.file.nativefs.NativeFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Apache MINA SSHD as it comes; it serves until the process ends. */
final class MinaServer {
    private MinaServer() {}

    /** Returns its port. */
    static int start(Path hostKey, Path authorizedKeys) throws IOException {
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new FileKeyPairProvider(hostKey));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(authorizedKeys));
        server.setCommandFactory(MinaServer::command);
        server.setSubsystemFactories(java.util.List.of(new SftpSubsystemFactory.Builder().build()));
        server.setFileSystemFactory(NativeFileSystemFactory.INSTANCE);
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.start();
        return server.getPort();
    }

    private static Command command(ChannelSession channel, String text) {
        return new AbstractCommandSupport(text, null) {
            @Override
            public void run() {
                try {
                    onExit(Commands.run(getCommand(), getInputStream(), getOutputStream()));
                } catch (IOException e) {
                    onExit(1, e.toString());
                }
            }
        };
    }
}
