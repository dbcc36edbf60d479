package io.javamiko.keys.lists;

import io.javamiko.keys.lists.OptionsReader.Option;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the options of an {@code authorized_keys} line (sshd(8), AUTHORIZED_KEYS FILE FORMAT) allow and ask for. A line with
 * an option that is not known here is not read at all. Immutable.
 */
public final class AuthorizedKeyOptions {
    /** What a key may do unless its line says otherwise: {@code no-…} takes one, {@code restrict} all. */
    public enum Permission {
        /** Ask for a terminal. */
        PTY,
        /** Forward ports, in both directions. */
        PORT_FORWARDING,
        /** Forward an agent. */
        AGENT_FORWARDING,
        /** Forward X11. */
        X11_FORWARDING,
        /** Have {@code ~/.ssh/rc} run. */
        USER_RC
    }

    private static final int MAX_ENVIRONMENT = 1024;

    private final Set<Permission> permissions = EnumSet.allOf(Permission.class);
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> permitOpen = new ArrayList<>();
    private final List<String> permitListen = new ArrayList<>();
    private final Map<String, String> once = new LinkedHashMap<>(); // command, principals, tunnel, by name
    private Optional<FromPattern> from = Optional.empty();
    private Optional<ListTime> expiry = Optional.empty();
    private boolean certAuthority;
    private boolean verifyRequired;
    private boolean touchRequired = true;

    private AuthorizedKeyOptions() {}

    static AuthorizedKeyOptions none() {
        return new AuthorizedKeyOptions();
    }

    static AuthorizedKeyOptions of(List<Option> options) throws MalformedLineException {
        var result = new AuthorizedKeyOptions();
        for (var option : options) {
            if (option.value().isPresent()) {
                result.take(option.name(), option.value().get());
            } else {
                result.take(option.name());
            }
        }
        return result;
    }

    private void take(String name) throws MalformedLineException {
        switch (name) {
            case "restrict" -> permissions.clear();
            case "cert-authority" -> certAuthority = true;
            case "pty" -> permissions.add(Permission.PTY);
            case "no-pty" -> permissions.remove(Permission.PTY);
            case "port-forwarding" -> permissions.add(Permission.PORT_FORWARDING);
            case "no-port-forwarding" -> permissions.remove(Permission.PORT_FORWARDING);
            case "agent-forwarding" -> permissions.add(Permission.AGENT_FORWARDING);
            case "no-agent-forwarding" -> permissions.remove(Permission.AGENT_FORWARDING);
            case "x11-forwarding" -> permissions.add(Permission.X11_FORWARDING);
            case "no-x11-forwarding" -> permissions.remove(Permission.X11_FORWARDING);
            case "user-rc" -> permissions.add(Permission.USER_RC);
            case "no-user-rc" -> permissions.remove(Permission.USER_RC);
            case "verify-required" -> verifyRequired = true;
            case "no-touch-required" -> touchRequired = false;
            case "touch-required" -> touchRequired = true;
            default -> throw new MalformedLineException("its option " + name + " is not known, or needs a value");
        }
    }

    private void take(String name, String value) throws MalformedLineException {
        switch (name) {
            case "command", "principals", "tunnel" -> once(name, value);
            case "from" -> {
                once(name, value);
                from = Optional.of(fromPattern(value));
            }
            case "expiry-time" -> {
                once(name, value);
                expiry = Optional.of(expiry(value));
            }
            case "environment" -> environment(value);
            case "permitopen" -> permitOpen.add(hostAndPort(name, value, true));
            case "permitlisten" -> permitListen.add(hostAndPort(name, value, false));
            default -> throw new MalformedLineException("its option " + name + " is not known, or takes no value");
        }
    }

    private void once(String name, String value) throws MalformedLineException {
        if (once.putIfAbsent(name, value) != null) {
            throw new MalformedLineException("its option " + name + " is there twice");
        }
    }

    private static FromPattern fromPattern(String value) throws MalformedLineException {
        try {
            return FromPattern.parse(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException("from: " + e.getMessage());
        }
    }

    private void environment(String value) throws MalformedLineException {
        if (!value.matches("(?s)[A-Za-z0-9_]+=.*") || environment.size() == MAX_ENVIRONMENT) {
            throw new MalformedLineException("environment must be NAME=value, and not over 1,024 times");
        }
        int equals = value.indexOf('=');
        environment.putIfAbsent(value.substring(0, equals), value.substring(equals + 1)); // the first one wins
    }

    private static String hostAndPort(String name, String value, boolean needsHost) throws MalformedLineException {
        int colon = value.lastIndexOf(':');
        String host = colon < 0 ? "" : value.substring(0, colon);
        String port = value.substring(colon + 1);
        boolean bare = host.indexOf(':') < 0 || host.startsWith("[") && host.endsWith("]");
        if (needsHost && host.isEmpty() || !bare || !isPort(port)) {
            throw new MalformedLineException(name + " must be host:port");
        }
        return value;
    }

    private static boolean isPort(String text) {
        return text.equals("*") || text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535;
    }

    /** Whether the key may do this. */
    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }

    /** {@code command="…"}: runs whatever the peer asks for. */
    public Optional<String> command() {
        return Optional.ofNullable(once.get("command"));
    }

    /** {@code from="…"}: where the peer must come from. */
    public Optional<FromPattern> from() {
        return from;
    }

    /** {@code environment="NAME=value"}, in order; a server takes them only if it was told to. */
    public Map<String, String> environment() {
        return Collections.unmodifiableMap(environment);
    }

    private static ListTime expiry(String value) throws MalformedLineException {
        try {
            return ListTime.parse(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException("expiry-time: " + e.getMessage());
        }
    }

    /** {@code permitopen="host:port"}: where the peer may have connections opened to; anywhere if there are none. */
    public List<String> permitOpen() {
        return List.copyOf(permitOpen);
    }

    /** {@code permitlisten="[host:]port"}: where the peer may have us listen; anywhere if there are none. */
    public List<String> permitListen() {
        return List.copyOf(permitListen);
    }

    /** {@code principals="…"}: for a certificate authority, the names that its certificates may have. */
    public Optional<String> principals() {
        return Optional.ofNullable(once.get("principals"));
    }

    /** {@code tunnel="n"}. */
    public Optional<String> tunnel() {
        return Optional.ofNullable(once.get("tunnel"));
    }

    /** {@code cert-authority}: the key signs certificates, and lets nobody in itself. */
    public boolean isCertAuthority() {
        return certAuthority;
    }

    /** {@code verify-required}: a security key must have checked who its user is. */
    public boolean isVerifyRequired() {
        return verifyRequired;
    }

    /** Unless {@code no-touch-required}: a security key must have been touched. */
    public boolean isTouchRequired() {
        return touchRequired;
    }

    /**
     * Whether {@code expiry-time} is over.
     *
     * @param zone of times without a {@code Z}: the server's
     */
    public boolean isExpired(Instant now, ZoneId zone) {
        return expiry.filter(end -> !now.isBefore(end.in(zone))).isPresent();
    }
}
