package io.javamiko.client;

import io.javamiko.auth.BannerHandler;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.client.auth.AuthPlan.Credentials;
import io.javamiko.client.auth.Identity;
import io.javamiko.client.hostkeys.HostKeyPolicy;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.krl.KRL;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Limits;
import io.javamiko.transport.PacketTap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who connects, and how. Immutable; one serves any number of connections, from any thread.
 *
 * <pre>{@code
 * var options = SSHClientOptions.of(c -> c.user("deploy").identificationTimeout(Duration.ofSeconds(15)));
 * try (var ssh = SSHClient.connect("host", options.with(c -> c.port(2222)))) { … }
 * }</pre>
 */
public final class SSHClientOptions {
    private final SSHClientOptionsBuilder values; // private copy, never changed

    private SSHClientOptions(SSHClientOptionsBuilder values) {
        this.values = values;
    }

    /** The defaults with changes. */
    public static SSHClientOptions of(Consumer<SSHClientOptionsBuilder> changes) {
        return new SSHClientOptions(new SSHClientOptionsBuilder()).with(changes);
    }

    /** These options with changes; this object stays as it is. */
    public SSHClientOptions with(Consumer<SSHClientOptionsBuilder> changes) {
        var builder = new SSHClientOptionsBuilder(values);
        changes.accept(builder);
        return new SSHClientOptions(new SSHClientOptionsBuilder(builder)); // who kept the builder changes nothing
    }

    /** The user's name on the server. */
    public String user() {
        return values.user;
    }

    /** The server's port. */
    public int port() {
        return values.port;
    }

    /** Limits and the deadlines of each stage. */
    public Limits limits() {
        return values.limits;
    }

    /** The algorithms that may be used. */
    public Algorithms algorithms() {
        return values.algorithms;
    }

    /** How long everything from the first attempt to the authenticated user may take; empty if only the stages count. */
    public Optional<Duration> overallTimeout() {
        return Optional.ofNullable(values.overallTimeout);
    }

    /** Whether and how to connect again. */
    public Retry retry() {
        return values.retry;
    }

    /** The known_hosts files, in the order in which they are read. */
    public List<Path> knownHosts() {
        return values.knownHosts;
    }

    /** Who decides about host keys that are not there. */
    public HostKeyPolicy hostKeyPolicy() {
        return values.hostKeyPolicy;
    }

    /** How a key that the policy saves names its host. */
    public Form knownHostsForm() {
        return values.knownHostsForm;
    }

    /** The keys that are offered: those that were given, else those in the usual files. */
    public List<Identity> identities() {
        return values.identities.isEmpty() && values.defaultIdentities
                ? SSHClientOptionsBuilder.defaultKeyFiles()
                : List.copyOf(values.identities);
    }

    /** Certificates that keys are shown with, besides those beside key files. */
    public List<Path> certificates() {
        return List.copyOf(values.certificates);
    }

    /** What is revoked; reads the files that say so. */
    Predicate<SSHPublicKey> revokedHostKeys() throws IOException {
        var revoked = values.revokedHostKeys;
        for (Path file : values.revokedHostKeyFiles) {
            revoked = revoked.or(KRL.read(file)::isRevoked);
        }
        return revoked;
    }

    /** The agent that is asked for keys and signatures. */
    public AgentConnector agent() {
        return values.agent;
    }

    /** Whether the agent's keys are offered only where an identity names them. */
    public boolean identitiesOnly() {
        return values.identitiesOnly;
    }

    /** Who is told what happens. */
    public ConnectionListener listener() {
        return values.listener;
    }

    /** Who sees the messages, decrypted; nobody. */
    public Optional<PacketTap> tap() {
        return Optional.ofNullable(values.tap);
    }

    Credentials credentials() {
        return new Credentials(
                values.authentications,
                identities(),
                values.passphrases,
                values.passwords,
                values.passwordChanger,
                values.prompter);
    }

    BannerHandler banners() {
        return values.banners;
    }

    Dialer dialer() {
        return values.dialer;
    }

    boolean refusesTerrapin() {
        return values.refusesTerrapin;
    }
}
