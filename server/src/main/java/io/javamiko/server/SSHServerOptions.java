package io.javamiko.server;

import io.javamiko.auth.Authenticator;
import io.javamiko.auth.FailurePacing;
import io.javamiko.connection.forward.ForwardPolicy;
import io.javamiko.keys.Signer;
import io.javamiko.keys.certificates.CertifiedSigner;
import io.javamiko.server.auth.ConfiguredAuthenticator;
import io.javamiko.server.session.SFTPSubsystem;
import io.javamiko.server.session.SessionHandlers;
import io.javamiko.sftp.server.RootedFiles;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Identification;
import io.javamiko.transport.Limits;
import io.javamiko.transport.PacketTap;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an {@link SSHServer} is set up with. Immutable.
 *
 * <pre>{@code
 * var options = SSHServerOptions.of(s -> s.port(2222).hostKey(key).authorizedKeys(path).exec(handler));
 * }</pre>
 *
 * <p>A server needs a host key and somebody who may in; whatever else is not set up is refused to clients.
 */
public final class SSHServerOptions {
    private final SSHServerOptionsBuilder values; // private copy, never changed

    private SSHServerOptions(SSHServerOptionsBuilder values) {
        this.values = values;
    }

    /** The defaults with changes. */
    public static SSHServerOptions of(Consumer<SSHServerOptionsBuilder> changes) {
        return new SSHServerOptions(new SSHServerOptionsBuilder()).with(changes);
    }

    /** These options with changes; this object stays as it is. */
    public SSHServerOptions with(Consumer<SSHServerOptionsBuilder> changes) {
        var builder = new SSHServerOptionsBuilder(values);
        changes.accept(builder);
        return new SSHServerOptions(new SSHServerOptionsBuilder(builder)); // who kept the builder changes nothing
    }

    /** Where the server listens; the loopback address and port 22. */
    public InetSocketAddress address() {
        return new InetSocketAddress(values.address, values.port);
    }

    /** The host keys; of two that fit one algorithm the first is used. */
    public List<Signer> hostKeys() {
        return List.copyOf(values.hostKeys);
    }

    /** The host keys as they are shown: those with a certificate both with it and without. */
    List<Signer> shownHostKeys() {
        var shown = new ArrayList<Signer>(values.hostKeys);
        for (var key : values.hostKeys) {
            var certificate = values.hostCertificates.get(key.publicKey());
            if (certificate != null) {
                shown.add(CertifiedSigner.of(key, certificate));
            }
        }
        return shown;
    }

    /** The algorithms that may be used; {@link Algorithms#modern()}. */
    public Algorithms algorithms() {
        return values.algorithms;
    }

    /** Limits and deadlines of each connection; {@link Limits#DEFAULT}. */
    public Limits limits() {
        return values.limits;
    }

    /** The moduli file whose groups the group exchange gives (RFC 4419); empty for the groups of RFC 3526. */
    public Optional<Path> moduli() {
        return Optional.ofNullable(values.moduli);
    }

    /** What the server says it is; {@link Identification#JAVAMIKO}. */
    public Identification identification() {
        return values.identification;
    }

    /** A text that clients get before they log in; none. */
    public String banner() {
        return values.banner;
    }

    /** Where clients may have connections opened to; nowhere. */
    public ForwardPolicy forwarding() {
        return values.forwarding;
    }

    SecureRandom random() {
        return values.random;
    }

    FailurePacing pacing() {
        return values.pacing;
    }

    Admission admission() {
        return new Admission(values.startups, values.startupsPerSource, values.connections, values.random);
    }

    ConnectionListener listener(InetSocketAddress client) {
        return values.listener.apply(client);
    }

    Optional<PacketTap> tap(InetSocketAddress client) {
        return Optional.ofNullable(values.tap).map(tap -> tap.apply(client));
    }

    Authenticator authenticator(InetSocketAddress client) {
        return values.authenticator != null
                ? values.authenticator.apply(client)
                : new ConfiguredAuthenticator(
                        Optional.ofNullable(values.userKeys).map(keys -> keys.except(values.revokedKeys)),
                        Optional.ofNullable(values.passwords),
                        Optional.ofNullable(values.questions),
                        Optional.ofNullable(values.chains),
                        client.getAddress().getHostAddress());
    }

    /** What runs in sessions; looks for the root of SFTP, which has to be there. */
    SessionHandlers handlers() throws IOException {
        var subsystems = new HashMap<>(values.subsystems);
        if (values.sftpRoot != null) {
            subsystems.put(SFTPSubsystem.NAME, new SFTPSubsystem(RootedFiles.of(values.sftpRoot), values.sftpOptions));
        }
        return new SessionHandlers(
                Optional.ofNullable(values.exec),
                Optional.ofNullable(values.shell),
                subsystems,
                values.acceptEnvironment,
                values.keyEnvironment);
    }

    /** @throws IllegalArgumentException if no server can be started with them */
    void check() {
        if (values.hostKeys.isEmpty()) {
            throw new IllegalArgumentException(
                    "a server needs a host key: s.hostKey(SSHKeyPair.generate(\"ssh-ed25519\"))");
        }
        for (var key : values.hostCertificates.keySet()) {
            if (values.hostKeys.stream().noneMatch(signer -> signer.publicKey().equals(key))) {
                throw new IllegalArgumentException("there is a host certificate for " + key + ", which is no host key");
            }
        }
        boolean somebody = values.authenticator != null
                || values.userKeys != null
                || values.passwords != null
                || values.questions != null;
        if (!somebody) {
            throw new IllegalArgumentException(
                    "nobody could log in: set authorizedKeys, userKeys, passwords, questions or an authenticator");
        }
    }
}
