package io.javamiko.conformance.mutants;

import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.Target;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * A broken peer.
 *
 * @param name what is wrong with it, in words
 * @param side what is broken
 * @param caughtBy ids of the checks that must not pass on it: MUST, ROBUST and ATTACK ones fail, others at least warn
 * @param target makes it
 */
public record Mutant(String name, Side side, List<String> caughtBy, Maker target) {
    /** Makes a broken peer; closing the run closes it. */
    @FunctionalInterface
    public interface Maker {
        /** Makes it. */
        Target make() throws IOException;
    }

    /** A server that follows a script in the kit's own verbs, a connection at a time. */
    static Mutant server(String name, ScriptedTarget.Behaviour script, String... caughtBy) {
        return new Mutant(name, Side.SERVER, List.of(caughtBy), () -> new ScriptedTarget(name, Role.SERVER, script));
    }

    /** A client that follows a script. */
    static Mutant client(String name, ScriptedTarget.Behaviour script, String... caughtBy) {
        return new Mutant(name, Side.CLIENT, List.of(caughtBy), () -> new ScriptedTarget(name, Role.CLIENT, script));
    }

    /** A server and a client that follow one script; the name goes on behind "it" and "a client". */
    static List<Mutant> both(String name, ScriptedTarget.Behaviour script, String... caughtBy) {
        return List.of(server("it " + name, script, caughtBy), client("a client " + name, script, caughtBy));
    }

    /** Our own server behind a link that changes what passes. */
    static Mutant serverBehind(String name, Supplier<MutantLink.Bend> bend, String... caughtBy) {
        return new Mutant(name, Side.SERVER, List.of(caughtBy), () -> MutantLink.serverBehind(name, bend));
    }

    /** Our own client behind a link that changes what passes. */
    static Mutant clientBehind(String name, Supplier<MutantLink.Bend> bend, String... caughtBy) {
        return new Mutant(name, Side.CLIENT, List.of(caughtBy), () -> MutantLink.clientBehind(name, bend));
    }

    /** Our own server, whose messages are changed once the user is in. */
    static Mutant serverThrough(String name, Supplier<? extends MessageLink.Bend> bend, String... caughtBy) {
        return new Mutant(name, Side.SERVER, List.of(caughtBy), () -> MessageLink.server(name, bend));
    }

    /** Our own client, which uploads a file, and whose messages are changed once it is in. */
    static Mutant clientThrough(String name, Supplier<? extends MessageLink.Bend> bend, String... caughtBy) {
        return new Mutant(
                name,
                Side.CLIENT,
                List.of(caughtBy),
                () -> MessageLink.client(name, OwnTargets.uploadingClient(), bend));
    }

    /** Our own agent, with other answers than its own. */
    static Mutant agent(String name, ScriptedAgent.Behaviour answers, String... caughtBy) {
        return new Mutant(name, Side.AGENT, List.of(caughtBy), () -> new ScriptedAgent(name, answers));
    }

    @Override
    public String toString() {
        return name;
    }
}
