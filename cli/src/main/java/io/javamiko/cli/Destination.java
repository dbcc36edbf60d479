package io.javamiko.cli;

/**
 * Where to: {@code [user@]host} or {@code ssh://[user@]host[:port]}.
 *
 * @param user or {@code null} where none is given; the same for {@code port}
 */
record Destination(String user, String host, Integer port) {
    static Destination parse(String text, String scheme) {
        boolean isURI = text.startsWith(scheme + "://");
        String rest = isURI ? text.substring(scheme.length() + 3).replaceFirst("/$", "") : text;
        int at = rest.lastIndexOf('@');
        String user = at > 0 ? rest.substring(0, at) : null;
        String host = rest.substring(at + 1);
        Integer port = null;
        int colon = host.lastIndexOf(':');
        if (isURI && colon > host.lastIndexOf(']')) {
            port = Quantities.number("port", host.substring(colon + 1), 1, 65_535);
            host = host.substring(0, colon);
        }
        host = HostAndPort.unbracketed(host);
        if (host.isEmpty() || at == 0 || host.startsWith("-")) {
            throw new UsageException("\"" + text + "\" is not a destination; expected [user@]host");
        }
        return new Destination(user, host, port);
    }
}
