package io.javamiko.client;

import io.javamiko.auth.BannerHandler;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompter;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.client.auth.Identity;
import io.javamiko.client.auth.PassphraseSource;
import io.javamiko.client.auth.PasswordSource;
import io.javamiko.client.hostkeys.HostKeyPolicy;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Limits;
import io.javamiko.transport.LimitsBuilder;
import io.javamiko.transport.PacketTap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Changes {@link SSHClientOptions}, within the call that it was made for. A setter records and checks; files are read, and
 * names looked up, in {@code connect}. Not thread-safe.
 */
public final class SSHClientOptionsBuilder {
    private static final Path HOME = Path.of(System.getProperty("user.home", "."));

    String user = System.getProperty("user.name");
    int port = 22;
    Limits limits = Limits.DEFAULT;
    Algorithms algorithms = Algorithms.modern();
    Duration overallTimeout; // null for none
    Retry retry = Retry.NONE;
    List<Path> knownHosts = List.of(
            HOME.resolve(".ssh/known_hosts"),
            HOME.resolve(".ssh/known_hosts2"),
            Path.of("/etc/ssh/ssh_known_hosts"),
            Path.of("/etc/ssh/ssh_known_hosts2"));
    HostKeyPolicy hostKeyPolicy = HostKeyPolicy.reject();
    Predicate<SSHPublicKey> revokedHostKeys = key -> false;
    List<Path> revokedHostKeyFiles = new ArrayList<>();
    Form knownHostsForm = Form.PLAIN;
    List<Identity> identities = new ArrayList<>();
    List<Path> certificates = new ArrayList<>();
    boolean defaultIdentities = true;
    AgentConnector agent = AgentConnector.ofUser();
    boolean identitiesOnly;
    List<String> authentications = List.of("publickey", "keyboard-interactive", "password");
    PassphraseSource passphrases = PassphraseSource.NONE;
    PasswordSource passwords = PasswordSource.NONE;
    PasswordChanger passwordChanger = PasswordChanger.NONE;
    Prompter prompter; // null: a password answers
    BannerHandler banners = BannerHandler.NONE;
    ConnectionListener listener = ConnectionListener.NONE;
    PacketTap tap; // null for none
    Dialer dialer = Dialer.tcp();
    boolean refusesTerrapin;

    SSHClientOptionsBuilder() {}

    SSHClientOptionsBuilder(SSHClientOptionsBuilder other) {
        user = other.user;
        port = other.port;
        limits = other.limits;
        algorithms = other.algorithms;
        overallTimeout = other.overallTimeout;
        retry = other.retry;
        knownHosts = other.knownHosts;
        hostKeyPolicy = other.hostKeyPolicy;
        revokedHostKeys = other.revokedHostKeys;
        revokedHostKeyFiles = new ArrayList<>(other.revokedHostKeyFiles);
        knownHostsForm = other.knownHostsForm;
        identities = new ArrayList<>(other.identities);
        certificates = new ArrayList<>(other.certificates);
        defaultIdentities = other.defaultIdentities;
        agent = other.agent;
        identitiesOnly = other.identitiesOnly;
        authentications = other.authentications;
        passphrases = other.passphrases;
        passwords = other.passwords;
        passwordChanger = other.passwordChanger;
        prompter = other.prompter;
        banners = other.banners;
        listener = other.listener;
        tap = other.tap;
        dialer = other.dialer;
        refusesTerrapin = other.refusesTerrapin;
    }

    /** The key files that are tried where none was named; each may be missing. */
    static List<Identity> defaultKeyFiles() {
        return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
                .<Identity>map(name -> new Identity.KeyFile(HOME.resolve(".ssh").resolve(name), true))
                .toList();
    }

    /** The user's name on the server, not empty; this process's user by default. */
    public SSHClientOptionsBuilder user(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a user's name must not be empty");
        }
        user = value;
        return this;
    }

    /** The server's port, 1–65,535; 22 by default. */
    public SSHClientOptionsBuilder port(int value) {
        if (value < 1 || value > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + value);
        }
        port = value;
        return this;
    }

    /** Offers this key file, which must be there. Once a key is named, the default ones are not offered. */
    public SSHClientOptionsBuilder identity(Path file) {
        identities.add(new Identity.KeyFile(file, false));
        return this;
    }

    /** Offers this key: a pair in memory, an agent's, a hardware module's. As {@link #identity(Path)} otherwise. */
    public SSHClientOptionsBuilder identity(Signer key) {
        identities.add(new Identity.Key(key));
        return this;
    }

    /**
     * Shows the certificate in this file with the key that it is for, wherever that comes from. One beside a key file, with
     * {@code -cert.pub} behind its name, is shown without being named.
     */
    public SSHClientOptionsBuilder certificate(Path file) {
        certificates.add(Objects.requireNonNull(file));
        return this;
    }

    /** Offers no key that was not named; by default those in {@code ~/.ssh} are, if none was. */
    public SSHClientOptionsBuilder noDefaultIdentities() {
        defaultIdentities = false;
        return this;
    }

    /**
     * Asks this agent for keys and signatures; the user's own by default ({@link AgentConnector#ofUser}). Its keys that are
     * named as identities too go first, then the other named ones, then its others, then those in the usual files.
     */
    public SSHClientOptionsBuilder agent(AgentConnector value) {
        agent = Objects.requireNonNull(value);
        return this;
    }

    /** Asks no agent. */
    public SSHClientOptionsBuilder noAgent() {
        return agent(AgentConnector.none());
    }

    /** Offers keys of the agent's only where an identity names them; all of them by default. */
    public SSHClientOptionsBuilder identitiesOnly() {
        identitiesOnly = true;
        return this;
    }

    /** Gives the passphrases of encrypted key files; nobody by default. */
    public SSHClientOptionsBuilder passphrases(PassphraseSource value) {
        passphrases = Objects.requireNonNull(value);
        return this;
    }

    /** A password, of which a copy is kept as long as these options are; tried once. */
    public SSHClientOptionsBuilder password(char[] value) {
        char[] copy = value.clone();
        return passwords((name, host, attempt) -> attempt == 1 ? Optional.of(copy.clone()) : Optional.empty());
    }

    /** Gives the passwords, up to three; none by default. */
    public SSHClientOptionsBuilder passwords(PasswordSource value) {
        passwords = Objects.requireNonNull(value);
        return this;
    }

    /** Gives a new password where the old one has expired; none by default. */
    public SSHClientOptionsBuilder passwordChanger(PasswordChanger value) {
        passwordChanger = Objects.requireNonNull(value);
        return this;
    }

    /** Answers keyboard-interactive; by default the password answers a single hidden prompt. */
    public SSHClientOptionsBuilder prompter(Prompter value) {
        prompter = Objects.requireNonNull(value);
        return this;
    }

    /**
     * The methods to use, the most preferred first; {@code publickey}, {@code keyboard-interactive}, {@code password} by
     * default.
     */
    public SSHClientOptionsBuilder authentications(String... methods) {
        for (String method : methods) {
            if (!List.of("publickey", "keyboard-interactive", "password").contains(method)) {
                throw new IllegalArgumentException("no authentication method is called " + method);
            }
        }
        authentications = List.of(methods);
        return this;
    }

    /** Shows the server's banners; nobody by default. */
    public SSHClientOptionsBuilder banners(BannerHandler value) {
        banners = Objects.requireNonNull(value);
        return this;
    }

    /**
     * The known_hosts files; the first one gets what the policy saves. By default {@code ~/.ssh/known_hosts}, its second
     * file and the system's two.
     */
    public SSHClientOptionsBuilder knownHosts(Path... files) {
        knownHosts = List.of(files);
        return this;
    }

    /** Decides about host keys that known_hosts does not have; {@link HostKeyPolicy#reject()} by default. */
    public SSHClientOptionsBuilder hostKeyPolicy(HostKeyPolicy value) {
        hostKeyPolicy = Objects.requireNonNull(value);
        return this;
    }

    /** Refuses the host keys in this file, a KRL or a public key a line, which must be there. */
    public SSHClientOptionsBuilder revokedHostKeys(Path file) {
        revokedHostKeyFiles.add(Objects.requireNonNull(file));
        return this;
    }

    /**
     * Host keys that are refused, whatever known_hosts says: {@code RevokedHostKeys}. Asked about each host key, and of a
     * certificate also about the key in it and its authority's.
     */
    public SSHClientOptionsBuilder revokedHostKeys(Predicate<SSHPublicKey> revoked) {
        revokedHostKeys = revokedHostKeys.or(revoked);
        return this;
    }

    /** How a key that is saved names its host; {@link Form#PLAIN} by default. */
    public SSHClientOptionsBuilder knownHostsForm(Form value) {
        knownHostsForm = Objects.requireNonNull(value);
        return this;
    }

    /** The algorithms that may be used; {@link Algorithms#modern()} by default. */
    public SSHClientOptionsBuilder algorithms(Algorithms value) {
        algorithms = Objects.requireNonNull(value);
        return this;
    }

    /** Offers {@code zlib@openssh.com} before none; off by default: it costs more than most networks do. */
    public SSHClientOptionsBuilder compression() {
        algorithms = algorithms.withCompressions(List.of("zlib@openssh.com", "none"));
        return this;
    }

    /** Refuses, instead of warning, connections that the Terrapin attack can use (CVE-2023-48795). */
    public SSHClientOptionsBuilder refuseTerrapin() {
        refusesTerrapin = true;
        return this;
    }

    /** Changes limits and deadlines; {@link Limits#DEFAULT} otherwise. */
    public SSHClientOptionsBuilder limits(Consumer<LimitsBuilder> changes) {
        limits = limits.with(changes);
        return this;
    }

    /** How long one TCP connection may take; 15 s by default. */
    public SSHClientOptionsBuilder connectTimeout(Duration value) {
        return limits(l -> l.connectTimeout(value));
    }

    /** How long the server may take to identify itself; 15 s by default. */
    public SSHClientOptionsBuilder identificationTimeout(Duration value) {
        return limits(l -> l.identificationTimeout(value));
    }

    /** How long the first key exchange may take; 30 s by default. */
    public SSHClientOptionsBuilder keyExchangeTimeout(Duration value) {
        return limits(l -> l.keyExchangeTimeout(value));
    }

    /** How long each reply of the authentication may take, a person's typing not counted; 30 s by default. */
    public SSHClientOptionsBuilder authenticationTimeout(Duration value) {
        return limits(l -> l.authenticationTimeout(value));
    }

    /** How long the server may take to open a channel and to reply to a request; 30 s by default. */
    public SSHClientOptionsBuilder replyTimeout(Duration value) {
        return limits(l -> l.replyTimeout(value));
    }

    /** How long everything may take until the user is authenticated, retries and a person's typing included; no limit by default. */
    public SSHClientOptionsBuilder overallTimeout(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("a timeout must be positive, not " + value);
        }
        overallTimeout = value;
        return this;
    }

    /**
     * How often the server is asked whether it still lives, and how many times in a row it may fail to answer; 30 s and 3
     * by default.
     */
    public SSHClientOptionsBuilder keepalive(Duration interval, int misses) {
        return limits(l -> l.clientKeepaliveInterval(interval).keepaliveMisses(misses));
    }

    /** Connects again where a server dropped the connection before it said anything of SSH; {@link Retry#NONE} by default. */
    public SSHClientOptionsBuilder retry(Retry value) {
        retry = Objects.requireNonNull(value);
        return this;
    }

    /** Is told what happens on the connection; nobody by default. */
    public SSHClientOptionsBuilder listener(ConnectionListener value) {
        listener = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Who sees the messages, decrypted, secrets among them; nobody by default. {@code TranscriptWriter} writes them down. For
     * connections one after the other: several at once each need one of their own.
     */
    public SSHClientOptionsBuilder tap(PacketTap value) {
        tap = Objects.requireNonNull(value);
        return this;
    }

    /** Makes the stream to the server; {@link Dialer#tcp()} by default. */
    public SSHClientOptionsBuilder dialer(Dialer value) {
        dialer = Objects.requireNonNull(value);
        return this;
    }
}
