package io.javamiko.server.auth;

import io.javamiko.auth.Authenticated;
import io.javamiko.auth.Grant;
import io.javamiko.keys.lists.AuthorizedKeyOptions;
import io.javamiko.keys.lists.AuthorizedKeyOptions.Permission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody may do on a connection, as far as the key that let him in says so (sshd(8), AUTHORIZED_KEYS FILE FORMAT).
 * Where several proofs were asked for, what all of them allow. Immutable.
 */
public final class Permissions implements Grant {
    /** Everything that the server has. */
    public static final Permissions ALL =
            new Permissions(EnumSet.allOf(Permission.class), Optional.empty(), List.of(), Map.of());

    private final Set<Permission> permissions;
    private final Optional<String> command;
    private final List<List<String>> open; // a target must fit one of each list
    private final Map<String, String> environment;

    private Permissions(
            Set<Permission> permissions,
            Optional<String> command,
            List<List<String>> open,
            Map<String, String> environment) {
        this.permissions = permissions;
        this.command = command;
        this.open = open;
        this.environment = environment;
    }

    /** What the options of a line allow. */
    static Permissions of(AuthorizedKeyOptions options) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (var permission : Permission.values()) {
            if (options.permits(permission)) {
                permissions.add(permission);
            }
        }
        List<List<String>> open = options.permitOpen().isEmpty() ? List.of() : List.of(options.permitOpen());
        return new Permissions(permissions, options.command(), open, options.environment());
    }

    /** What all proofs of an authenticated user allow together. */
    public static Permissions of(Authenticated authenticated) {
        var result = ALL;
        for (var proof : authenticated.proofs()) {
            if (proof.grant() instanceof Permissions granted) {
                result = result.and(granted);
            }
        }
        return result;
    }

    /** What both allow; of two commands the first one is run. */
    Permissions and(Permissions other) {
        var both = EnumSet.noneOf(Permission.class);
        both.addAll(permissions);
        both.retainAll(other.permissions);
        var variables = new LinkedHashMap<>(other.environment);
        variables.putAll(environment);
        return new Permissions(both, command.or(other::command), joined(open, other.open), variables);
    }

    private static List<List<String>> joined(List<List<String>> one, List<List<String>> two) {
        return Stream.concat(one.stream(), two.stream()).toList();
    }

    /** Whether this may be done. */
    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }

    /** What is run whatever the client asks for. */
    public Optional<String> command() {
        return command;
    }

    /** Variables that the key sets; a server uses them only if it was told to. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Whether a connection to there may be opened: {@code permitopen}, without looking a name up. */
    public boolean permitsOpen(String host, long port) {
        return permits(Permission.PORT_FORWARDING)
                && open.stream().allMatch(targets -> targets.stream().anyMatch(target -> fits(target, host, port)));
    }

    private static boolean fits(String target, String host, long port) {
        int colon = target.lastIndexOf(':');
        String targetHost = target.substring(0, colon).replaceAll("^\\[|]$", "");
        String targetPort = target.substring(colon + 1);
        return (targetHost.equals("*") || targetHost.equalsIgnoreCase(host))
                && (targetPort.equals("*") || targetPort.equals(Long.toString(port)));
    }

    @Override
    public String toString() {
        return permissions + command.map(text -> ", one command").orElse("");
    }
}
