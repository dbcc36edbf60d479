package io.javamiko.server;

import io.javamiko.auth.Authenticator;
import io.javamiko.auth.FailurePacing;
import io.javamiko.auth.MethodChains;
import io.javamiko.connection.forward.ForwardPolicy;
import io.javamiko.crypto.JCA;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.server.auth.AuthorizedKeysFile;
import io.javamiko.server.auth.Passwords;
import io.javamiko.server.auth.Questions;
import io.javamiko.server.auth.RevokedKeysFile;
import io.javamiko.server.auth.TrustedAuthorities;
import io.javamiko.server.auth.UserKeys;
import io.javamiko.server.session.ExecHandler;
import io.javamiko.server.session.SFTPSubsystem;
import io.javamiko.server.session.ShellHandler;
import io.javamiko.server.session.SubsystemHandler;
import io.javamiko.sftp.server.SFTPFiles;
import io.javamiko.sftp.server.SFTPServerOptions;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Identification;
import io.javamiko.transport.Limits;
import io.javamiko.transport.PacketTap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** Changes options; of no use after the call that it was made for. Setters check, and read no files. Not thread-safe. */
public final class SSHServerOptionsBuilder {
    InetAddress address = InetAddress.getLoopbackAddress();
    int port = 22;
    List<Signer> hostKeys = new ArrayList<>();
    Algorithms algorithms = Algorithms.modern();
    Limits limits = Limits.DEFAULT;
    Path moduli; // null without
    Identification identification = Identification.JAVAMIKO;
    String banner = "";
    Map<SSHPublicKey, Certificate> hostCertificates = new LinkedHashMap<>();
    Predicate<SSHPublicKey> revokedKeys = key -> false;
    UserKeys userKeys; // this and what follows: null where it is not set up
    Passwords passwords;
    Questions questions;
    MethodChains chains;
    Function<InetSocketAddress, Authenticator> authenticator;
    ExecHandler exec;
    ShellHandler shell;
    Map<String, SubsystemHandler> subsystems = new HashMap<>();
    Predicate<String> acceptEnvironment = name -> name.equals("LANG") || name.startsWith("LC_");
    boolean keyEnvironment;
    Path sftpRoot; // null without
    SFTPServerOptions sftpOptions = SFTPServerOptions.defaults();
    ForwardPolicy forwarding = ForwardPolicy.NONE;
    Admission.Startups startups = new Admission.Startups(10, 30, 100);
    int startupsPerSource = 10;
    int connections = 4_096;
    FailurePacing pacing = FailurePacing.minimumTime(JCA.secureRandom()); // one secret a server
    Function<InetSocketAddress, ConnectionListener> listener = client -> ConnectionListener.NONE;
    Function<InetSocketAddress, PacketTap> tap; // null for none
    SecureRandom random = JCA.secureRandom();

    SSHServerOptionsBuilder() {}

    SSHServerOptionsBuilder(SSHServerOptionsBuilder other) {
        address = other.address;
        port = other.port;
        hostKeys = new ArrayList<>(other.hostKeys);
        algorithms = other.algorithms;
        limits = other.limits;
        moduli = other.moduli;
        identification = other.identification;
        banner = other.banner;
        hostCertificates = new LinkedHashMap<>(other.hostCertificates);
        revokedKeys = other.revokedKeys;
        userKeys = other.userKeys;
        passwords = other.passwords;
        questions = other.questions;
        chains = other.chains;
        authenticator = other.authenticator;
        exec = other.exec;
        shell = other.shell;
        subsystems = new HashMap<>(other.subsystems);
        acceptEnvironment = other.acceptEnvironment;
        keyEnvironment = other.keyEnvironment;
        sftpRoot = other.sftpRoot;
        sftpOptions = other.sftpOptions;
        forwarding = other.forwarding;
        startups = other.startups;
        startupsPerSource = other.startupsPerSource;
        connections = other.connections;
        pacing = other.pacing;
        listener = other.listener;
        tap = other.tap;
        random = other.random;
    }

    // ---- where, and as whom -----------------------------------------------------------------------------------------

    /** The port, 0 for a free one; 22 by default. */
    public SSHServerOptionsBuilder port(int value) {
        if (value < 0 || value > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + value);
        }
        port = value;
        return this;
    }

    /** The local address; the loopback address by default: {@code new InetSocketAddress(0).getAddress()} is all. */
    public SSHServerOptionsBuilder address(InetAddress value) {
        address = Objects.requireNonNull(value);
        return this;
    }

    /** A host key more. */
    public SSHServerOptionsBuilder hostKey(Signer key) {
        hostKeys.add(Objects.requireNonNull(key));
        return this;
    }

    /** A certificate of one of the host keys, which is shown to clients that take it: {@code HostCertificate}. */
    public SSHServerOptionsBuilder hostCertificate(Certificate certificate) {
        hostCertificates.put(certificate.key().plain(), certificate);
        return this;
    }

    /** {@link SSHServerOptions#algorithms}. */
    public SSHServerOptionsBuilder algorithms(Algorithms value) {
        algorithms = Objects.requireNonNull(value);
        return this;
    }

    /** {@link SSHServerOptions#limits}. */
    public SSHServerOptionsBuilder limits(Limits value) {
        limits = Objects.requireNonNull(value);
        return this;
    }

    /** {@link SSHServerOptions#moduli}: a file as {@code ssh-keygen -M screen} makes it, read when the server starts. */
    public SSHServerOptionsBuilder moduli(Path file) {
        moduli = Objects.requireNonNull(file);
        return this;
    }

    /** {@link SSHServerOptions#identification}. */
    public SSHServerOptionsBuilder identification(Identification value) {
        identification = Objects.requireNonNull(value);
        return this;
    }

    /** Who is told what happens on a connection, by the client's address; nobody by default. */
    public SSHServerOptionsBuilder listener(Function<InetSocketAddress, ConnectionListener> value) {
        listener = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Who sees the messages of a connection, decrypted, secrets among them, by the client's address; nobody by default.
     * Asked once for each connection, on its thread; if that fails, the connection is not served.
     */
    public SSHServerOptionsBuilder tap(Function<InetSocketAddress, PacketTap> value) {
        tap = Objects.requireNonNull(value);
        return this;
    }

    /** The random source; the system's by default. */
    public SSHServerOptionsBuilder random(SecureRandom value) {
        random = Objects.requireNonNull(value);
        return this;
    }

    // ---- who may in ---------------------------------------------------------------------------------------------

    /** The keys in this file let in, whatever user name a client gives; with others that are set, any is enough. */
    public SSHServerOptionsBuilder authorizedKeys(Path file) {
        return userKeys(new AuthorizedKeysFile(file));
    }

    /** The keys in this file let this user in, and nobody else; with others that are set, any is enough. */
    public SSHServerOptionsBuilder authorizedKeys(String user, Path file) {
        return userKeys(UserKeys.onlyOf(user, new AuthorizedKeysFile(file)));
    }

    /** These keys let in; with others that are set, any is enough. */
    public SSHServerOptionsBuilder userKeys(UserKeys keys) {
        userKeys = userKeys == null ? Objects.requireNonNull(keys) : userKeys.or(keys);
        return this;
    }

    /**
     * Certificates of these authorities let in: {@code TrustedAuthorities.read(file)}; with others that are set, any is
     * enough.
     */
    public SSHServerOptionsBuilder trustedAuthorities(TrustedAuthorities authorities) {
        return userKeys(authorities);
    }

    /** The keys in this file, a KRL or a public key a line, let nobody in: {@link RevokedKeysFile}. */
    public SSHServerOptionsBuilder revokedKeys(Path file) {
        return revokedKeys(new RevokedKeysFile(file));
    }

    /**
     * Keys that let nobody in, whoever else would: {@code RevokedKeys}. Asked about each key that a client comes with, and of
     * a certificate also about the key in it and its authority's.
     */
    public SSHServerOptionsBuilder revokedKeys(Predicate<SSHPublicKey> revoked) {
        revokedKeys = revokedKeys.or(revoked);
        return this;
    }

    /** These passwords let in. */
    public SSHServerOptionsBuilder passwords(Passwords value) {
        passwords = Objects.requireNonNull(value);
        return this;
    }

    /** These passwords let in, by user name: {@link Passwords#of}. */
    public SSHServerOptionsBuilder passwords(Map<String, String> table) {
        return passwords(Passwords.of(table));
    }

    /** The right answers let in (keyboard-interactive). */
    public SSHServerOptionsBuilder questions(Questions value) {
        questions = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Chains of methods that lead in, as in sshd_config: {@code "publickey,password"} asks for both. By default any
     * method that is set up is enough.
     */
    public SSHServerOptionsBuilder authenticationMethods(String text) {
        chains = MethodChains.parse(text);
        return this;
    }

    /** Decides everything about who may in, for each connection by the client's address; instead of the above. */
    public SSHServerOptionsBuilder authenticator(Function<InetSocketAddress, Authenticator> value) {
        authenticator = Objects.requireNonNull(value);
        return this;
    }

    /** A text that clients get before they log in; none by default. */
    public SSHServerOptionsBuilder banner(String text) {
        banner = Objects.requireNonNull(text);
        return this;
    }

    /** How long a refusal takes; {@link FailurePacing#minimumTime} by default. */
    public SSHServerOptionsBuilder failurePacing(FailurePacing value) {
        pacing = Objects.requireNonNull(value);
        return this;
    }

    // ---- what runs ----------------------------------------------------------------------------------------------

    /** Runs commands. */
    public SSHServerOptionsBuilder exec(ExecHandler handler) {
        exec = Objects.requireNonNull(handler);
        return this;
    }

    /** Runs shells. */
    public SSHServerOptionsBuilder shell(ShellHandler handler) {
        shell = Objects.requireNonNull(handler);
        return this;
    }

    /** Serves a subsystem. */
    public SSHServerOptionsBuilder subsystem(String name, SubsystemHandler handler) {
        subsystems.put(name, Objects.requireNonNull(handler));
        return this;
    }

    /** Serves SFTP below this directory, which clients see as {@code /} and can't leave. */
    public SSHServerOptionsBuilder sftp(Path root) {
        return sftp(root, SFTPServerOptions.defaults());
    }

    /** As {@link #sftp(Path)}, for example {@code SFTPServerOptions.of(o -> o.readOnly())}. */
    public SSHServerOptionsBuilder sftp(Path root, SFTPServerOptions options) {
        sftpRoot = Objects.requireNonNull(root);
        sftpOptions = Objects.requireNonNull(options);
        return this;
    }

    /** Serves SFTP with these files, which need not be a directory's. */
    public SSHServerOptionsBuilder sftp(SFTPFiles files, SFTPServerOptions options) {
        sftpRoot = null;
        return subsystem(SFTPSubsystem.NAME, new SFTPSubsystem(files, options));
    }

    /** Which variables a client may set for what it runs, by name; {@code LANG} and {@code LC_*} by default. */
    public SSHServerOptionsBuilder acceptEnvironment(Predicate<String> names) {
        acceptEnvironment = Objects.requireNonNull(names);
        return this;
    }

    /** Sets the variables that a key's line in authorized_keys names; they are passed over by default. */
    public SSHServerOptionsBuilder permitUserEnvironment() {
        keyEnvironment = true;
        return this;
    }

    /** Where clients may have connections opened to (direct-tcpip); nowhere by default. */
    public SSHServerOptionsBuilder forwarding(ForwardPolicy policy) {
        forwarding = Objects.requireNonNull(policy);
        return this;
    }

    // ---- how much -----------------------------------------------------------------------------------------------

    /**
     * Bounds the connections that have not logged in, as {@code MaxStartups} does: 10, 30, 100 by default.
     *
     * @param begin so many are all let in, at least 1
     * @param rate the share in percent that is dropped from there on, growing to 100
     * @param full so many, and no more, at least {@code begin}
     */
    public SSHServerOptionsBuilder maxStartups(int begin, int rate, int full) {
        startups = new Admission.Startups(begin, rate, full);
        return this;
    }

    /** Connections from one source that have not logged in, at least 1; 10. A source is an IPv4 address or an IPv6 /64. */
    public SSHServerOptionsBuilder maxStartupsPerSource(int most) {
        startupsPerSource = positive("maxStartupsPerSource", most);
        return this;
    }

    /** Connections in all, at least 1; 4,096. */
    public SSHServerOptionsBuilder maxConnections(int most) {
        connections = positive("maxConnections", most);
        return this;
    }

    private static int positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more, not " + value);
        }
        return value;
    }
}
