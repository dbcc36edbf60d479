package io.javamiko.server.session;

/** Serves a subsystem, a protocol of its own over the session's streams. Called on a thread of the session's own. */
@FunctionalInterface
public interface SubsystemHandler {
    /**
     * Serves one session to its end.
     *
     * @return the exit status: 0 is success
     * @throws Exception is logged and gives exit status 1; its text is not sent
     */
    int run(SubsystemSession session) throws Exception;
}
