package io.javamiko.conformance.peer;

import java.util.HexFormat;
import java.util.Map;

/** Messages in words, for people: those of SSH as the library says them, and the names of an agent's. */
public final class MessageText {
    private static final Map<Integer, String> AGENT = Map.ofEntries(
            Map.entry(5, "FAILURE"),
            Map.entry(6, "SUCCESS"),
            Map.entry(11, "REQUEST_IDENTITIES"),
            Map.entry(12, "IDENTITIES_ANSWER"),
            Map.entry(13, "SIGN_REQUEST"),
            Map.entry(14, "SIGN_RESPONSE"),
            Map.entry(17, "ADD_IDENTITY"),
            Map.entry(18, "REMOVE_IDENTITY"),
            Map.entry(19, "REMOVE_ALL_IDENTITIES"),
            Map.entry(20, "ADD_SMARTCARD_KEY"),
            Map.entry(21, "REMOVE_SMARTCARD_KEY"),
            Map.entry(22, "LOCK"),
            Map.entry(23, "UNLOCK"),
            Map.entry(25, "ADD_ID_CONSTRAINED"),
            Map.entry(26, "ADD_SMARTCARD_KEY_CONSTRAINED"),
            Map.entry(27, "EXTENSION"),
            Map.entry(28, "EXTENSION_FAILURE"),
            Map.entry(29, "EXTENSION_RESPONSE"));

    private MessageText() {}

    /** The name of a message number: {@code KEXINIT}, or {@code message 200}. */
    public static String name(int number) {
        return io.javamiko.transcript.MessageText.name(number);
    }

    /** A payload in words, where nothing is known of its connection: its name and its fields, secrets masked. */
    public static String of(byte[] payload) {
        return io.javamiko.transcript.MessageText.of(payload);
    }

    /** The name of a message of the agent protocol (RFC 9987 §8.1). */
    static String agent(int type) {
        return AGENT.getOrDefault(type, "message " + type);
    }

    static String hex(byte[] bytes) {
        int count = Math.min(bytes.length, 32);
        return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, count) + (bytes.length > count ? " …" : "");
    }
}
