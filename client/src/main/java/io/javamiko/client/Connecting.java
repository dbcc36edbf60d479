package io.javamiko.client;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.auth.AuthLink;
import io.javamiko.auth.ClientAuthentication;
import io.javamiko.client.auth.AuthPlan;
import io.javamiko.client.hostkeys.HostKeyCheck;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.GlobalRequestHandler;
import io.javamiko.connection.Multiplexer;
import io.javamiko.crypto.JCA;
import io.javamiko.transport.IdentificationException;
import io.javamiko.transport.Transport;
import io.javamiko.transport.TransportOptions;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * From a name to an authenticated connection, on the caller's thread: TCP, identification, key exchange and host key,
 * authentication. Each phase has its deadline, and all of them the overall one; a failure closes what was opened.
 */
final class Connecting {
    private final String host;
    private final SSHClientOptions options;
    private final Deadline overall;

    private Connecting(String host, SSHClientOptions options) {
        this.host = host;
        this.options = options;
        this.overall = options.overallTimeout().map(Deadline::after).orElseGet(Deadline::none);
    }

    static SSHClient connect(String host, SSHClientOptions options) throws IOException {
        return new Connecting(host, options).connect();
    }

    private SSHClient connect() throws IOException {
        // read anew for each connection, and before it: a file that can't be read must not cost the server anything
        var check = HostKeyCheck.of(
                        host, options.port(), options.knownHosts(), options.hostKeyPolicy(), options.knownHostsForm())
                .refusing(options.revokedHostKeys());
        for (int failed = 1; ; failed++) {
            try {
                return authenticated(transport(check));
            } catch (IdentificationException e) {
                if (!e.retryable() || failed >= options.retry().attempts() || overall.expired()) {
                    throw e;
                }
                pause(failed);
            }
        }
    }

    private Transport transport(HostKeyCheck check) throws IOException {
        var limits = options.limits();
        var algorithms = options.algorithms();
        var transportOptions = TransportOptions.client(check, t -> {
            t.algorithms(algorithms.withHostKeys(check.ordered(algorithms.hostKeys())))
                    .limits(limits)
                    .listener(options.listener());
            options.tap().ifPresent(t::tap);
            if (options.refusesTerrapin()) {
                t.refuseTerrapin();
            }
        });
        var link = options.dialer()
                .dial(
                        host,
                        options.port(),
                        Deadline.after(limits.connectTimeout()).earlier(overall));
        return Transport.connect(link, transportOptions, overall);
    }

    private SSHClient authenticated(Transport transport) throws IOException {
        try {
            var authentication = new ClientAuthentication(
                    AuthLink.over(transport),
                    options.user(),
                    a -> a.limits(options.limits())
                            .signatureAlgorithms(options.algorithms().userKeySignatures())
                            .deadline(overall)
                            .listener(transport.listener())
                            .banners(options.banners()));
            try (var agent = ConnectedAgent.open(options, transport, authentication)) {
                new AuthPlan(authentication, agent.into(options.credentials()), options.user(), host)
                        .withCertificates(options.certificates())
                        .run();
            }
            var multiplexer = new Multiplexer(
                    transport.outbox(),
                    options.limits(),
                    Connecting::onItsOwnThread,
                    ChannelAcceptor.NONE,
                    GlobalRequestHandler.NONE);
            transport.authenticated(multiplexer);
            return new SSHClient(transport, multiplexer, options.user());
        } catch (IOException | RuntimeException | Error e) {
            transport.close();
            throw e;
        }
    }

    private static void onItsOwnThread(Runnable task) {
        try {
            Threads.start("javamiko client task", task);
        } catch (OutOfMemoryError e) {
            throw new RejectedExecutionException("the system has no room for another thread", e);
        }
    }

    /** Waits between two attempts; the overall deadline and an interrupt end it. */
    private void pause(int failed) throws IOException {
        var until = Deadline.after(
                        options.retry().pause(failed, JCA.secureRandom().nextDouble()))
                .earlier(overall);
        var lock = new ReentrantLock();
        var never = lock.newCondition();
        lock.lock();
        try {
            boolean early = true;
            while (early) { // a condition may wake for no reason
                early = until.await(never);
            }
        } finally {
            lock.unlock();
        }
    }
}
