package io.javamiko.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code -L} asks for: {@code [bind:]port:host:hostport}.
 *
 * @param bind the local address to listen at; empty for the loopback address, {@code *} for all
 * @param port the local port, 0 for any
 */
record ForwardSpec(String bind, int port, String host, int hostPort) {
    static ForwardSpec parse(String text) {
        var parts = split(text);
        if (parts.size() == 3) {
            parts.add(0, "");
        }
        if (parts.size() != 4 || parts.get(2).isEmpty()) {
            throw new UsageException("-L " + text + ": expected [bind:]port:host:hostport");
        }
        return new ForwardSpec(
                parts.get(0),
                Quantities.number("-L", parts.get(1), 0, 65_535),
                parts.get(2),
                Quantities.number("-L", parts.get(3), 1, 65_535));
    }

    /** At the colons, those inside of brackets apart, which are taken off. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ':';
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ':' && (depth == 0 || i == text.length())) {
                parts.add(HostAndPort.unbracketed(text.substring(from, i)));
                from = i + 1;
            }
        }
        return parts;
    }
}
