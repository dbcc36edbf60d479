package io.javamiko.auth;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which methods lead in: alternatives, each a chain of methods to be passed in that order, as OpenSSH's
 * {@code AuthenticationMethods}. Immutable.
 */
public final class MethodChains {
    private final List<List<String>> chains;

    private MethodChains(List<List<String>> chains) {
        for (var chain : chains) {
            if (chain.isEmpty() || chain.stream().anyMatch(String::isEmpty)) {
                throw new IllegalArgumentException("a chain of authentication methods must name a method: " + chains);
            }
            if (chain.size() > 1 && chain.contains(MethodRequest.None.NAME)) {
                throw new IllegalArgumentException(
                        "none proves nothing, so it can't be one of several methods: " + chain);
            }
        }
        this.chains = List.copyOf(chains);
    }

    /** Any one of these methods is enough; without one, nobody gets in. */
    public static MethodChains anyOf(String... methods) {
        return new MethodChains(Arrays.stream(methods).map(List::of).toList());
    }

    /** Any one of these chains is enough. */
    public static MethodChains of(List<List<String>> chains) {
        return new MethodChains(chains.stream().map(List::copyOf).toList());
    }

    /**
     * Chains as in sshd_config: {@code "publickey,password publickey,keyboard-interactive"}.
     *
     * @throws IllegalArgumentException if a chain is empty or has an empty name
     */
    public static MethodChains parse(String text) {
        return of(Arrays.stream(text.strip().split("\\s+"))
                .map(chain -> List.of(chain.split(",", -1)))
                .toList());
    }

    /** What may come after these methods were passed, without repetition, in the order of the chains; never none. */
    List<String> after(List<String> passed) {
        return next(passed)
                .filter(method -> !method.equals(MethodRequest.None.NAME)) // RFC 4252 §5.2: it must not be listed
                .toList();
    }

    /** Whether this method may come after those. */
    boolean allows(List<String> passed, String method) {
        return next(passed).anyMatch(method::equals);
    }

    /** Whether a chain is complete. */
    boolean completeWith(List<String> passed) {
        return chains.contains(passed);
    }

    private Stream<String> next(List<String> passed) {
        return chains.stream()
                .filter(chain -> chain.size() > passed.size()
                        && chain.subList(0, passed.size()).equals(passed))
                .map(chain -> chain.get(passed.size()))
                .distinct();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return String.join(
                " ", chains.stream().map(chain -> String.join(",", chain)).toList());
    }
}
