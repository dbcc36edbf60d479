package io.javamiko.server.session;

/** A session with a subsystem (RFC 4254 §6.5). */
public interface SubsystemSession extends ServerSession {
    /** The subsystem's name as the client asked for it, the one that the handler was set up for. */
    String subsystem();
}
