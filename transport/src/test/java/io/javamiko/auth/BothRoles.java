package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A client and a server joined in memory; the server runs on a thread of its own. */
final class BothRoles {
    final MemoryAuthLink.Pair links = MemoryAuthLink.pair();
    private final CompletableFuture<Authenticated> server = new CompletableFuture<>();

    static BothRoles serverWith(Authenticator authenticator) {
        return serverWith(authenticator, options -> {});
    }

    static BothRoles serverWith(Authenticator authenticator, Consumer<ServerAuthenticationOptions> settings) {
        var both = new BothRoles();
        var deadline = Deadline.after(Duration.ofSeconds(30));
        Threads.start("test server", () -> {
            try {
                both.server.complete(ServerAuthentication.run(
                        both.links.server(), authenticator, settings.andThen(options -> options.deadline(deadline))));
            } catch (IOException | RuntimeException e) {
                both.server.completeExceptionally(e);
            }
        });
        return both;
    }

    ClientAuthentication client(String user) {
        return client(user, options -> {});
    }

    ClientAuthentication client(String user, Consumer<ClientAuthenticationOptions> settings) {
        return new ClientAuthentication(links.client(), user, settings);
    }

    /** Who the server says was authenticated. */
    Authenticated authenticated() throws Exception {
        return server.get(30, TimeUnit.SECONDS);
    }

    /** What ended the server's side. */
    Throwable failure() throws Exception {
        try {
            throw new AssertionError(
                    "authenticated " + server.get(30, TimeUnit.SECONDS).user());
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    boolean serverIsDone() {
        return server.isDone();
    }
}
