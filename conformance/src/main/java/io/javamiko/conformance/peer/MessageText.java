package io.javamiko.conformance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.wire.WireReader;
import java.util.HexFormat;
import java.util.Map;

/** Messages in words, for people: names as in the RFCs, secrets masked, data cut. */
public final class MessageText {
    private static final int MOST_TEXT = 200; // characters of a field
    private static final int MOST_STRING = 1 << 20;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "DISCONNECT"),
            Map.entry(2, "IGNORE"),
            Map.entry(3, "UNIMPLEMENTED"),
            Map.entry(4, "DEBUG"),
            Map.entry(5, "SERVICE_REQUEST"),
            Map.entry(6, "SERVICE_ACCEPT"),
            Map.entry(7, "EXT_INFO"),
            Map.entry(8, "NEWCOMPRESS"),
            Map.entry(20, "KEXINIT"),
            Map.entry(21, "NEWKEYS"),
            Map.entry(30, "KEX_INIT"),
            Map.entry(31, "KEX_REPLY/GEX_GROUP"),
            Map.entry(32, "KEX_DH_GEX_INIT"),
            Map.entry(33, "KEX_DH_GEX_REPLY"),
            Map.entry(34, "KEX_DH_GEX_REQUEST"),
            Map.entry(50, "USERAUTH_REQUEST"),
            Map.entry(51, "USERAUTH_FAILURE"),
            Map.entry(52, "USERAUTH_SUCCESS"),
            Map.entry(53, "USERAUTH_BANNER"),
            Map.entry(60, "USERAUTH_60"),
            Map.entry(61, "USERAUTH_INFO_RESPONSE"),
            Map.entry(80, "GLOBAL_REQUEST"),
            Map.entry(81, "REQUEST_SUCCESS"),
            Map.entry(82, "REQUEST_FAILURE"),
            Map.entry(90, "CHANNEL_OPEN"),
            Map.entry(91, "CHANNEL_OPEN_CONFIRMATION"),
            Map.entry(92, "CHANNEL_OPEN_FAILURE"),
            Map.entry(93, "CHANNEL_WINDOW_ADJUST"),
            Map.entry(94, "CHANNEL_DATA"),
            Map.entry(95, "CHANNEL_EXTENDED_DATA"),
            Map.entry(96, "CHANNEL_EOF"),
            Map.entry(97, "CHANNEL_CLOSE"),
            Map.entry(98, "CHANNEL_REQUEST"),
            Map.entry(99, "CHANNEL_SUCCESS"),
            Map.entry(100, "CHANNEL_FAILURE"),
            Map.entry(192, "PING"),
            Map.entry(193, "PONG"));

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
        return NAMES.getOrDefault(number, "message " + number);
    }

    /** The name of a message of the agent protocol (RFC 9987 §8.1). */
    static String agent(int type) {
        return AGENT.getOrDefault(type, "message " + type);
    }

    /** A payload in words: its name, the fields that matter, its length. */
    public static String of(byte[] payload) {
        if (payload.length == 0) {
            return "an empty payload";
        }
        int number = payload[0] & 0xff;
        String fields;
        try {
            fields = fields(number, new WireReader(payload, 1, payload.length - 1));
        } catch (ProtocolException e) {
            fields = " (malformed: " + e.getMessage() + ")";
        }
        return name(number) + fields + " [" + payload.length + "]";
    }

    private static String fields(int number, WireReader in) throws ProtocolException {
        return switch (number) {
            case 1 -> " " + DisconnectReason.name(in.uint32()) + " " + quoted(in);
            case 3 -> " packet " + in.uint32();
            case 4 -> " display=" + in.bool() + " " + quoted(in);
            case 5, 6 -> " " + quoted(in);
            case 7 -> extensions(in);
            case 20 -> kexInit(in);
            case 50 -> request(in);
            case 51 -> " " + quoted(in) + (in.bool() ? " partial success" : "");
            case 53 -> " " + quoted(in);
            case 80 -> " " + quoted(in) + wantReply(in);
            case 90 ->
                " " + quoted(in) + " sender=" + in.uint32() + " window=" + in.uint32() + " packet=" + in.uint32();
            case 91 -> numbers(in, "recipient", "sender", "window", "packet");
            case 92 -> numbers(in, "recipient", "reason") + " " + quoted(in);
            case 93 -> numbers(in, "recipient", "bytes");
            case 94 -> numbers(in, "recipient") + " " + quoted(in);
            case 95 -> numbers(in, "recipient", "type") + " " + quoted(in);
            case 96, 97, 99, 100 -> numbers(in, "recipient");
            case 98 -> numbers(in, "recipient") + " " + quoted(in) + wantReply(in);
            case 2, 8, 21, 52, 61, 81, 82 -> "";
            default -> " " + hex(in.rest());
        };
    }

    private static String kexInit(WireReader in) throws ProtocolException {
        var names = new String[] {"kex", "hostkey", "enc↑", "enc↓", "mac↑", "mac↓", "comp↑", "comp↓", "lang↑", "lang↓"};
        var text = new StringBuilder();
        in.skip(16);
        for (String name : names) {
            var list = new String(in.string(MOST_STRING), UTF_8);
            if (!list.isEmpty()) {
                text.append(' ').append(name).append('=').append(Sanitised.of(list));
            }
        }
        text.append(in.bool() ? " first_kex_packet_follows" : "");
        long reserved = in.uint32();
        return text + (reserved == 0 ? "" : " reserved=" + reserved);
    }

    private static String extensions(WireReader in) throws ProtocolException {
        var text = new StringBuilder();
        long count = in.uint32();
        for (long i = 0; i < count && i < 64; i++) {
            text.append(' ').append(quoted(in)).append('=').append(quoted(in));
        }
        return text.toString();
    }

    private static String request(WireReader in) throws ProtocolException {
        return " user " + quoted(in) + " service " + quoted(in) + " method " + quoted(in) + " (fields masked)";
    }

    private static String numbers(WireReader in, String... names) throws ProtocolException {
        var text = new StringBuilder();
        for (String name : names) {
            text.append(' ').append(name).append('=').append(in.uint32());
        }
        return text.toString();
    }

    private static String wantReply(WireReader in) throws ProtocolException {
        return in.bool() ? " want reply" : "";
    }

    private static String quoted(WireReader in) throws ProtocolException {
        byte[] bytes = in.string(MOST_STRING);
        var text = new String(bytes, 0, Math.min(bytes.length, MOST_TEXT), UTF_8);
        return "\"" + Sanitised.of(text) + "\"" + (bytes.length > MOST_TEXT ? "… (" + bytes.length + ")" : "");
    }

    static String hex(byte[] bytes) {
        int count = Math.min(bytes.length, 32);
        return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, count) + (bytes.length > count ? " …" : "");
    }
}
