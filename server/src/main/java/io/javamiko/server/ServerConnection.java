package io.javamiko.server;

import io.javamiko.Threads;
import io.javamiko.auth.AuthLink;
import io.javamiko.auth.Authenticated;
import io.javamiko.auth.ServerAuthentication;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.GlobalRequestHandler;
import io.javamiko.connection.Multiplexer;
import io.javamiko.connection.forward.DirectTCPIP;
import io.javamiko.connection.forward.DirectTCPIPAcceptor;
import io.javamiko.connection.forward.ForwardPolicy;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.server.auth.Permissions;
import io.javamiko.server.session.Login;
import io.javamiko.server.session.SessionChannel;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.Transport;
import io.javamiko.transport.io.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection to an {@link SSHServer}, for its owner to look at and to end. Thread-safe.
 */
public final class ServerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final SSHServerOptions options;
    private final ServerSetup setup;
    private final ByteLink link;
    private final InetSocketAddress client;
    private final Admission.Place place;
    private final Consumer<ServerConnection> ended;
    private final AtomicBoolean over = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private Transport transport; // null until keys are exchanged
    private Authenticated authenticated; // null until the user is
    private OpenChannels channels; // null until then, too
    private boolean closed;

    /**
     * @param place is left when the connection ends
     * @param ended called then, once
     */
    ServerConnection(
            ServerSetup setup,
            ByteLink link,
            InetSocketAddress client,
            Admission.Place place,
            Consumer<ServerConnection> ended) {
        this.setup = setup;
        this.options = setup.options();
        this.link = link;
        this.client = client;
        this.place = place;
        this.ended = ended;
    }

    /** The connection's beginning, on its own thread: keys, user, and then its reader's. */
    void run() {
        try {
            var listener = new EndListener(options.listener(client), this::end);
            var tap = options.tap(client);
            var opened = Transport.accept(link, setup.transport().with(t -> {
                t.listener(listener);
                tap.ifPresent(t::tap);
            }));
            if (keep(opened)) {
                serve(opened, authenticate(opened));
            } else {
                opened.close();
            }
        } catch (IOException e) {
            LOG.debug("{}: not served", link, e); // its listener knows
            failed();
        } catch (Throwable e) { // an Error too: it ends this connection and no other
            LOG.warn("{}: not served", link, e);
            failed();
        }
    }

    /** It can't go on, or can't begin. */
    void failed() {
        close();
        end();
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            place.leave();
            ended.accept(this);
        }
    }

    private boolean keep(Transport opened) {
        lock.lock();
        try {
            transport = opened;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private Authenticated authenticate(Transport opened) throws IOException {
        return ServerAuthentication.run(
                AuthLink.over(opened),
                options.authenticator(client),
                a -> a.signatureAlgorithms(options.algorithms().userKeySignatures())
                        .minimumRSABits(options.algorithms().minimumRSABits())
                        .limits(options.limits())
                        .listener(opened.listener())
                        .pacing(options.pacing())
                        .banner(options.banner()));
    }

    private void serve(Transport opened, Authenticated user) {
        place.loggedIn();
        var login = new Login(user.user(), user.key(), Permissions.of(user), client);
        var served = new OpenChannels(acceptor(login));
        var multiplexer = new Multiplexer(
                opened.outbox(),
                options.limits(),
                task -> Threads.start("javamiko session " + link, task),
                served,
                GlobalRequestHandler.NONE);
        lock.lock();
        try {
            authenticated = user;
            channels = served;
        } finally {
            lock.unlock();
        }
        opened.authenticated(multiplexer);
    }

    private ChannelAcceptor acceptor(Login login) {
        ChannelAcceptor sessions = channel -> new SessionChannel(setup.handlers(), login);
        return ChannelAcceptor.ofTypes(Map.of("session", sessions, DirectTCPIP.TYPE, forwarding(login)));
    }

    private ChannelAcceptor forwarding(Login login) {
        var policy = options.forwarding();
        ForwardPolicy ofLogin = policy == ForwardPolicy.NONE
                ? policy
                : target -> login.permissions().permitsOpen(target.hostToConnect(), target.portToConnect())
                        && policy.allows(target);
        return new DirectTCPIPAcceptor(ofLogin, Sockets.connector());
    }

    /** Where the client is. */
    public InetSocketAddress client() {
        return client;
    }

    /** The user who was authenticated, once one was. */
    public Optional<String> user() {
        return authenticated().map(Authenticated::user);
    }

    /** The key that proved it, if a key did. */
    public Optional<SSHPublicKey> key() {
        return authenticated().flatMap(Authenticated::key);
    }

    /** What was agreed on, once it was. */
    public Optional<Negotiated> negotiated() {
        return transport().map(Transport::negotiated);
    }

    /** The transport below, once keys are exchanged: to renew them, or to disconnect with a reason. */
    public Optional<Transport> transport() {
        lock.lock();
        try {
            return Optional.ofNullable(transport);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Authenticated> authenticated() {
        lock.lock();
        try {
            return Optional.ofNullable(authenticated);
        } finally {
            lock.unlock();
        }
    }

    /** Opens no more channels, and ends once there are none; at once if nobody is logged in. */
    void drain() {
        OpenChannels open;
        lock.lock();
        try {
            open = channels;
        } finally {
            lock.unlock();
        }
        if (open == null) {
            close();
        } else {
            open.drain(() -> Threads.start("javamiko stop " + link, this::close)); // not on a thread that it waits for
        }
    }

    /** Ends the connection in order, and what runs in it; bounded, throws nothing. */
    @Override
    public void close() {
        Transport opened;
        lock.lock();
        try {
            closed = true;
            opened = transport;
        } finally {
            lock.unlock();
        }
        if (opened == null) {
            link.close(); // the first key exchange runs
        } else {
            opened.disconnect(DisconnectReason.BY_APPLICATION, "the server ends the connection");
        }
    }

    /** The client's end for people: {@code "192.0.2.7:50022"}. */
    @Override
    public String toString() {
        return link.toString();
    }
}
