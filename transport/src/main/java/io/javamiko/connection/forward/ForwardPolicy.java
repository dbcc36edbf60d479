package io.javamiko.connection.forward;

/** Where a server connects for its clients. Called on a thread that exists for the request. */
@FunctionalInterface
public interface ForwardPolicy {
    /** Nowhere: the default. */
    ForwardPolicy NONE = target -> false;

    /** Whether this target is allowed; its port is 1–65,535 already, its name not yet looked up. */
    boolean allows(DirectTCPIP target);
}
