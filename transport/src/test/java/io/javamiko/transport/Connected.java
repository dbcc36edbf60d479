package io.javamiko.transport;

import io.javamiko.Deadline;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.io.MemoryLink;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client's and a server's transport over one link, authenticated by nothing but saying so. */
final class Connected implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Transport client;
    final Transport server;
    final Recorder clientService;
    final Recorder serverService;

    private Connected(Transport client, Transport server, Recorder clientService, Recorder serverService) {
        this.client = client;
        this.server = server;
        this.clientService = clientService;
        this.serverService = serverService;
    }

    static Connected inMemory() throws Exception {
        return over(MemoryLink.pair(64 << 10), t -> {}, t -> {});
    }

    static Connected over(
            MemoryLink.Pair links,
            Consumer<TransportOptions.Builder> clientChanges,
            Consumer<TransportOptions.Builder> serverChanges)
            throws Exception {
        return over(links.client(), links.server(), clientChanges, serverChanges);
    }

    static Connected over(
            ByteLink clientLink,
            ByteLink serverLink,
            Consumer<TransportOptions.Builder> clientChanges,
            Consumer<TransportOptions.Builder> serverChanges)
            throws Exception {
        var server = inBackground(() -> Transport.accept(serverLink, server(serverChanges)));
        var client = Transport.connect(clientLink, client(clientChanges));
        return authenticated(client, server.get(20, TimeUnit.SECONDS));
    }

    static Connected authenticated(Transport client, Transport server) throws Exception {
        return authenticated(client, server, Recorder::new);
    }

    static Connected authenticated(Transport client, Transport server, Function<Transport, Recorder> service)
            throws Exception {
        var clientService = service.apply(client);
        var serverService = new Recorder(server);
        var serving = inBackground(() -> {
            server.receive(Deadline.after(PATIENCE));
            server.send(new ServiceAccept(Services.USERAUTH));
            server.receive(Deadline.after(PATIENCE));
            server.send(new Success());
            server.authenticated(serverService);
            return null;
        });
        client.send(new ServiceRequest(Services.USERAUTH));
        client.receive(Deadline.after(PATIENCE));
        client.send(new Request());
        client.receive(Deadline.after(PATIENCE));
        client.authenticated(clientService);
        serving.get(20, TimeUnit.SECONDS);
        return new Connected(client, server, clientService, serverService);
    }

    static TransportOptions client(Consumer<TransportOptions.Builder> changes) {
        return TransportOptions.client((key, negotiated) -> {}, changes);
    }

    static TransportOptions server(Consumer<TransportOptions.Builder> changes) {
        return TransportOptions.server(List.of(Pair.Keys.ED25519), changes);
    }

    static <T> FutureTask<T> inBackground(Callable<T> task) {
        var future = new FutureTask<>(task);
        var thread = new Thread(future, "test background");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** {@code SSH_MSG_USERAUTH_REQUEST} for none. */
    record Request() implements Message {
        @Override
        public int number() {
            return MessageNumbers.USERAUTH_REQUEST;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(number()).utf8("me").utf8(Services.CONNECTION).utf8("none");
        }
    }

    /** {@code SSH_MSG_USERAUTH_SUCCESS}. */
    record Success() implements Message {
        @Override
        public int number() {
            return MessageNumbers.USERAUTH_SUCCESS;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(number());
        }
    }

    /** A global request that carries a text; the peer's {@link Recorder} answers if it is asked to. */
    record Say(String text, boolean wantReply) implements Message {
        @Override
        public int number() {
            return MessageNumbers.GLOBAL_REQUEST;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(number()).utf8(text).bool(wantReply);
        }
    }

    /** {@code SSH_MSG_REQUEST_FAILURE}. */
    record Failure() implements Message {
        @Override
        public int number() {
            return MessageNumbers.REQUEST_FAILURE;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(number());
        }
    }

    /** Takes messages in the recorder's place. */
    interface Delegate {
        void message(Payload payload) throws IOException;
    }

    /** Looks again and again until it is so. */
    static void await(BooleanSupplier condition) {
        var deadline = Deadline.after(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (deadline.expired()) {
                throw new AssertionError("it did not come to pass");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A service that writes down what it is told. */
    static class Recorder implements Service {
        final BlockingQueue<String> said = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> numbers = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        volatile Throwable cause;
        volatile Delegate delegate;
        volatile boolean answers = true;
        private final Transport transport;

        Recorder(Transport transport) {
            this.transport = transport;
        }

        @Override
        public void message(Payload payload) throws IOException {
            if (delegate != null) {
                delegate.message(payload);
                return;
            }
            numbers.add(payload.number());
            if (payload.number() == MessageNumbers.GLOBAL_REQUEST) {
                WireReader in = payload.reader();
                said.add(in.utf8(1 << 20));
                if (in.bool() && answers) {
                    transport.outbox().answer(new Failure());
                }
            }
        }

        @Override
        public void closed(Throwable firstCause) {
            cause = firstCause;
            closed.countDown();
        }

        @Override
        public void probe() throws IOException {
            transport.outbox().answer(new Say("keepalive@openssh.com", true));
        }

        String next() throws InterruptedException {
            return said.poll(20, TimeUnit.SECONDS);
        }
    }
}
