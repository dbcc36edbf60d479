package io.javamiko.server;

import io.javamiko.auth.Authenticator;
import io.javamiko.auth.FailurePacing;
import io.javamiko.auth.MethodChains;
import io.javamiko.connection.forward.ForwardPolicy;
import io.javamiko.keys.Signer;
import io.javamiko.server.auth.AuthorizedKeysFile;
import io.javamiko.server.auth.ConfiguredAuthenticator;
import io.javamiko.server.auth.Passwords;
import io.javamiko.server.auth.Questions;
import io.javamiko.server.auth.UserKeys;
import io.javamiko.server.session.ExecHandler;
import io.javamiko.server.session.SessionHandlers;
import io.javamiko.server.session.ShellHandler;
import io.javamiko.server.session.SubsystemHandler;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Identification;
import io.javamiko.transport.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

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
    private final Builder values; // private copy, never changed

    private SSHServerOptions(Builder values) {
        this.values = values;
    }

    /** The defaults with changes. */
    public static SSHServerOptions of(Consumer<Builder> changes) {
        return new SSHServerOptions(new Builder()).with(changes);
    }

    /** These options with changes; this object stays as it is. */
    public SSHServerOptions with(Consumer<Builder> changes) {
        var builder = new Builder(values);
        changes.accept(builder);
        return new SSHServerOptions(new Builder(builder)); // who kept the builder changes nothing
    }

    /** Where the server listens; the loopback address and port 22. */
    public InetSocketAddress address() {
        return new InetSocketAddress(values.address, values.port);
    }

    /** The host keys; of two that fit one algorithm the first is used. */
    public List<Signer> hostKeys() {
        return List.copyOf(values.hostKeys);
    }

    /** The algorithms that may be used; {@link Algorithms#modern()}. */
    public Algorithms algorithms() {
        return values.algorithms;
    }

    /** Limits and deadlines of each connection; {@link Limits#DEFAULT}. */
    public Limits limits() {
        return values.limits;
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

    Authenticator authenticator(InetSocketAddress client) {
        return values.authenticator != null
                ? values.authenticator.apply(client)
                : new ConfiguredAuthenticator(
                        Optional.ofNullable(values.userKeys),
                        Optional.ofNullable(values.passwords),
                        Optional.ofNullable(values.questions),
                        Optional.ofNullable(values.chains),
                        client.getAddress().getHostAddress());
    }

    SessionHandlers handlers() {
        return new SessionHandlers(
                Optional.ofNullable(values.exec),
                Optional.ofNullable(values.shell),
                values.subsystems,
                values.acceptEnvironment,
                values.keyEnvironment);
    }

    /** @throws IllegalArgumentException if no server can be started with them */
    void check() {
        if (values.hostKeys.isEmpty()) {
            throw new IllegalArgumentException(
                    "a server needs a host key: s.hostKey(SSHKeyPair.generate(\"ssh-ed25519\"))");
        }
        boolean somebody = values.authenticator != null
                || values.userKeys != null
                || values.passwords != null
                || values.questions != null;
        if (!somebody) {
            throw new IllegalArgumentException(
                    "nobody could log in: set authorizedKeys, userKeys, passwords, questions or " + "an authenticator");
        }
    }

    /** Changes options; of no use after the call that it was made for. Setters check, and read no files. Not thread-safe. */
    public static final class Builder {
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port = 22;
        private List<Signer> hostKeys = new ArrayList<>();
        private Algorithms algorithms = Algorithms.modern();
        private Limits limits = Limits.DEFAULT;
        private Identification identification = Identification.JAVAMIKO;
        private String banner = "";
        private UserKeys userKeys; // this and what follows: null where it is not set up
        private Passwords passwords;
        private Questions questions;
        private MethodChains chains;
        private Function<InetSocketAddress, Authenticator> authenticator;
        private ExecHandler exec;
        private ShellHandler shell;
        private Map<String, SubsystemHandler> subsystems = new HashMap<>();
        private Predicate<String> acceptEnvironment = name -> name.equals("LANG") || name.startsWith("LC_");
        private boolean keyEnvironment;
        private ForwardPolicy forwarding = ForwardPolicy.NONE;
        private Admission.Startups startups = new Admission.Startups(10, 30, 100);
        private int startupsPerSource = 10;
        private int connections = 4_096;
        private FailurePacing pacing = FailurePacing.minimumTime(new SecureRandom()); // one secret a server
        private Function<InetSocketAddress, ConnectionListener> listener = client -> ConnectionListener.NONE;
        private SecureRandom random = new SecureRandom();

        private Builder() {}

        private Builder(Builder other) {
            address = other.address;
            port = other.port;
            hostKeys = new ArrayList<>(other.hostKeys);
            algorithms = other.algorithms;
            limits = other.limits;
            identification = other.identification;
            banner = other.banner;
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
            forwarding = other.forwarding;
            startups = other.startups;
            startupsPerSource = other.startupsPerSource;
            connections = other.connections;
            pacing = other.pacing;
            listener = other.listener;
            random = other.random;
        }

        // ---- where, and as whom -------------------------------------------------------------------------------------

        /** The port, 0 for a free one; 22 by default. */
        public Builder port(int value) {
            if (value < 0 || value > 65_535) {
                throw new IllegalArgumentException("a port is 0 to 65535, not " + value);
            }
            port = value;
            return this;
        }

        /** The local address; the loopback address by default: {@code new InetSocketAddress(0).getAddress()} is all. */
        public Builder address(InetAddress value) {
            address = Objects.requireNonNull(value);
            return this;
        }

        /** A host key more. */
        public Builder hostKey(Signer key) {
            hostKeys.add(Objects.requireNonNull(key));
            return this;
        }

        /** {@link SSHServerOptions#algorithms}. */
        public Builder algorithms(Algorithms value) {
            algorithms = Objects.requireNonNull(value);
            return this;
        }

        /** {@link SSHServerOptions#limits}. */
        public Builder limits(Limits value) {
            limits = Objects.requireNonNull(value);
            return this;
        }

        /** {@link SSHServerOptions#identification}. */
        public Builder identification(Identification value) {
            identification = Objects.requireNonNull(value);
            return this;
        }

        /** Who is told what happens on a connection, by the client's address; nobody by default. */
        public Builder listener(Function<InetSocketAddress, ConnectionListener> value) {
            listener = Objects.requireNonNull(value);
            return this;
        }

        /** The random source; the system's by default. */
        public Builder random(SecureRandom value) {
            random = Objects.requireNonNull(value);
            return this;
        }

        // ---- who may in ---------------------------------------------------------------------------------------------

        /** The keys in this file let in, whatever user name a client gives; with others that are set, any is enough. */
        public Builder authorizedKeys(Path file) {
            return userKeys(new AuthorizedKeysFile(file));
        }

        /** The keys in this file let this user in, and nobody else; with others that are set, any is enough. */
        public Builder authorizedKeys(String user, Path file) {
            return userKeys(UserKeys.onlyOf(user, new AuthorizedKeysFile(file)));
        }

        /** These keys let in; with others that are set, any is enough. */
        public Builder userKeys(UserKeys keys) {
            userKeys = userKeys == null ? Objects.requireNonNull(keys) : userKeys.or(keys);
            return this;
        }

        /** These passwords let in. */
        public Builder passwords(Passwords value) {
            passwords = Objects.requireNonNull(value);
            return this;
        }

        /** These passwords let in, by user name: {@link Passwords#of}. */
        public Builder passwords(Map<String, String> table) {
            return passwords(Passwords.of(table));
        }

        /** The right answers let in (keyboard-interactive). */
        public Builder questions(Questions value) {
            questions = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Chains of methods that lead in, as in sshd_config: {@code "publickey,password"} asks for both. By default any
         * method that is set up is enough.
         */
        public Builder authenticationMethods(String text) {
            chains = MethodChains.parse(text);
            return this;
        }

        /** Decides everything about who may in, for each connection by the client's address; instead of the above. */
        public Builder authenticator(Function<InetSocketAddress, Authenticator> value) {
            authenticator = Objects.requireNonNull(value);
            return this;
        }

        /** A text that clients get before they log in; none by default. */
        public Builder banner(String text) {
            banner = Objects.requireNonNull(text);
            return this;
        }

        /** How long a refusal takes; {@link FailurePacing#minimumTime} by default. */
        public Builder failurePacing(FailurePacing value) {
            pacing = Objects.requireNonNull(value);
            return this;
        }

        // ---- what runs ----------------------------------------------------------------------------------------------

        /** Runs commands. */
        public Builder exec(ExecHandler handler) {
            exec = Objects.requireNonNull(handler);
            return this;
        }

        /** Runs shells. */
        public Builder shell(ShellHandler handler) {
            shell = Objects.requireNonNull(handler);
            return this;
        }

        /** Serves a subsystem. */
        public Builder subsystem(String name, SubsystemHandler handler) {
            subsystems.put(name, Objects.requireNonNull(handler));
            return this;
        }

        /** Which variables a client may set for what it runs, by name; {@code LANG} and {@code LC_*} by default. */
        public Builder acceptEnvironment(Predicate<String> names) {
            acceptEnvironment = Objects.requireNonNull(names);
            return this;
        }

        /** Sets the variables that a key's line in authorized_keys names; they are passed over by default. */
        public Builder permitUserEnvironment() {
            keyEnvironment = true;
            return this;
        }

        /** Where clients may have connections opened to (direct-tcpip); nowhere by default. */
        public Builder forwarding(ForwardPolicy policy) {
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
        public Builder maxStartups(int begin, int rate, int full) {
            startups = new Admission.Startups(begin, rate, full);
            return this;
        }

        /** Connections from one source that have not logged in, at least 1; 10. A source is an IPv4 address or an IPv6 /64. */
        public Builder maxStartupsPerSource(int most) {
            startupsPerSource = positive("maxStartupsPerSource", most);
            return this;
        }

        /** Connections in all, at least 1; 4,096. */
        public Builder maxConnections(int most) {
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
}
