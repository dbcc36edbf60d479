package io.javamiko.server.session;

/** Runs shells: sessions without a command. Called on a thread of the session's own; many at a time. */
@FunctionalInterface
public interface ShellHandler {
    /**
     * Runs a shell to its end.
     *
     * @return the exit status, as processes have it: 0 is success; sent as a {@code uint32}
     * @throws ExitBySignalException to report the end by a signal
     * @throws Exception anything else is logged and gives exit status 1; its text is not sent
     */
    int run(ServerSession session) throws Exception;

    /** Whether it can use a terminal; if nothing that is set up can, {@code pty-req} is refused. By default it can't. */
    default boolean takesTerminals() {
        return false;
    }

    /** The same handler, which can use a terminal. */
    default ShellHandler withTerminals() {
        var plain = this;
        return new ShellHandler() {
            @Override
            public int run(ServerSession session) throws Exception {
                return plain.run(session);
            }

            @Override
            public boolean takesTerminals() {
                return true;
            }
        };
    }
}
