package io.javamiko.cli;

/**
 * A host and a port as {@code host}, {@code [host]:port} or {@code host:port}.
 *
 * @param port 22 where none is given
 */
record HostAndPort(String host, int port) {
    static final int SSH = 22;

    /** Reads a name as known_hosts has it: a host, or {@code [host]:port}. */
    static HostAndPort parse(String text) {
        int end = text.startsWith("[") ? text.indexOf("]:") : -1;
        if (end < 0) {
            return new HostAndPort(unbracketed(text), SSH);
        }
        return new HostAndPort(text.substring(1, end), Quantities.number("port", text.substring(end + 2), 1, 65_535));
    }

    /** Reads {@code host:port}, an IPv6 address in brackets, as {@code -W} has it. */
    static HostAndPort required(String option, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.isEmpty() || host.contains(":") && !host.startsWith("[")) {
            throw new UsageException(option + " " + text + ": expected host:port, an IPv6 address in brackets");
        }
        return new HostAndPort(unbracketed(host), Quantities.number(option, text.substring(colon + 1), 1, 65_535));
    }

    static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
