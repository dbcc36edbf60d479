package io.javamiko.server.auth;

import io.javamiko.auth.Authenticated;
import io.javamiko.auth.Grant;
import io.javamiko.keys.SecurityKeyUse;
import io.javamiko.keys.certificates.Certificate;
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
    public static final Permissions ALL = new Permissions(
            EnumSet.allOf(Permission.class), Optional.empty(), List.of(), Map.of(), SecurityKeyUse.TOUCHED);

    private static final Map<String, Permission> PERMITS = Map.of(
            "permit-pty", Permission.PTY,
            "permit-port-forwarding", Permission.PORT_FORWARDING,
            "permit-agent-forwarding", Permission.AGENT_FORWARDING,
            "permit-X11-forwarding", Permission.X11_FORWARDING,
            "permit-user-rc", Permission.USER_RC);

    private final Set<Permission> permissions;
    private final Optional<String> command;
    private final List<List<String>> open; // a target must fit one of each list
    private final Map<String, String> environment;
    private final SecurityKeyUse securityKeyUse;

    private Permissions(
            Set<Permission> permissions,
            Optional<String> command,
            List<List<String>> open,
            Map<String, String> environment,
            SecurityKeyUse securityKeyUse) {
        this.permissions = permissions;
        this.command = command;
        this.open = open;
        this.environment = environment;
        this.securityKeyUse = securityKeyUse;
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
        var use = options.isTouchRequired() ? SecurityKeyUse.TOUCHED : SecurityKeyUse.ANY;
        return new Permissions(
                permissions,
                options.command(),
                open,
                options.environment(),
                options.isVerifyRequired() ? use.andVerified() : use);
    }

    /** What a certificate allows (PROTOCOL.certkeys): nothing that it does not name. */
    static Permissions of(Certificate certificate) {
        var permissions = EnumSet.noneOf(Permission.class);
        PERMITS.forEach((name, permission) -> {
            if (certificate.extensions().containsKey(name)) {
                permissions.add(permission);
            }
        });
        var use =
                certificate.extensions().containsKey("no-touch-required") ? SecurityKeyUse.ANY : SecurityKeyUse.TOUCHED;
        return new Permissions(
                permissions,
                certificate.forceCommand(),
                List.of(),
                Map.of(),
                certificate.isVerifyRequired() ? use.andVerified() : use);
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
        return new Permissions(
                both,
                command.or(other::command),
                joined(open, other.open),
                variables,
                securityKeyUse.and(other.securityKeyUse));
    }

    private static List<List<String>> joined(List<List<String>> one, List<List<String>> two) {
        return Stream.concat(one.stream(), two.stream()).toList();
    }

    @Override
    public SecurityKeyUse securityKeyUse() {
        return securityKeyUse;
    }

    /** Whether this may be done. */
    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }

    /** Whether the command that these force is the one that a line forces, if both do: sshd lets nobody in by two that differ. */
    boolean fitsCommandOf(AuthorizedKeyOptions options) {
        return command.isEmpty() || options.command().isEmpty() || command.equals(options.command());
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
