package io.javamiko.transcript;

import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EXTENDED_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;
import static io.javamiko.transport.MessageNumbers.LAST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import java.util.Arrays;
import java.util.Set;

/**
 * Which bytes of a payload may stand in a transcript. Every secret of the protocol is at its message's end, so the answer is
 * how many bytes come before it. What is malformed or not known is masked rather than shown. Stateless.
 */
final class Masking {
    /** The methods whose requests carry no secret: RFC 4252 §5.2, §7, §9, RFC 4256 §3.1. */
    private static final Set<String> OPEN_METHODS = Set.of("none", "publickey", "hostbased", "keyboard-interactive");

    private static final int METHOD_NAME = 64; // bytes, RFC 4251 §6
    private static final int MOST = 1 << 20; // bytes of any string
    private static final int INFO_RESPONSE = 61; // RFC 4256 §5
    private static final int COUNT = 5; // bytes of a number and a uint32

    private final TranscriptSettings settings;

    Masking(TranscriptSettings settings) {
        this.settings = settings;
    }

    /** What may be written down of a payload. */
    Excerpt excerpt(byte[] payload) {
        int shown = visible(payload);
        if (shown < payload.length) {
            return Excerpt.beforeSecret(Arrays.copyOf(payload, shown));
        }
        int most = mostOf(payload);
        return most < payload.length
                ? Excerpt.shortened(Arrays.copyOf(payload, most), payload.length - most)
                : Excerpt.whole(payload);
    }

    /** How many bytes may be shown, in words too: at least one, all if nothing is secret. */
    int visible(byte[] payload) {
        int number = payload[0] & 0xff;
        var in = new WireReader(payload, 1, payload.length - 1);
        int secret = settings.showsSecrets() ? payload.length : beforeSecret(number, in);
        int shown = settings.showsContent() ? secret : Math.min(secret, beforeContent(number, payload));
        return Math.min(shown, payload.length);
    }

    /** How many bytes come before the first secret one; as many as there are if there is none. */
    private static int beforeSecret(int number, WireReader in) {
        int end = in.position() + in.remaining();
        if (number == USERAUTH_REQUEST) {
            try {
                return beforePassword(in, end);
            } catch (ProtocolException e) {
                return 1;
            }
        }
        if (number == CHANNEL_REQUEST) {
            return beforeCookie(in, end);
        }
        // 60 is the server's question, what follows are answers: 61 of RFC 4256, and others that are not known here
        return number == INFO_RESPONSE ? COUNT : number > INFO_RESPONSE && number <= LAST_OF_AUTH_METHOD ? 1 : end;
    }

    /** RFC 4252 §8. */
    private static int beforePassword(WireReader in, int end) throws ProtocolException {
        in.stringReader(MOST); // user name
        if (!in.text(MOST).equals("ssh-connection")) { // the one service that there is
            return 1; // else the fields may be shifted, and any of them the password
        }
        String method = in.name(METHOD_NAME);
        if (OPEN_METHODS.contains(method)) {
            return end;
        }
        if (method.equals("password")) {
            in.bool(); // whether a new one follows
        }
        return in.position();
    }

    /** RFC 4254 §6.3.1. */
    private static int beforeCookie(WireReader in, int end) {
        int whole = 1; // where the last field that is whole ends
        try {
            in.uint32(); // recipient channel
            whole = in.position();
            if (!in.text(MOST).equals("x11-req")) {
                return end;
            }
            whole = in.position();
            in.bool(); // want reply
            in.bool(); // single connection
            in.stringReader(MOST); // authentication protocol
            return in.position();
        } catch (ProtocolException e) {
            return whole;
        }
    }

    private static int beforeContent(int number, byte[] payload) {
        return switch (number) {
            case CHANNEL_DATA -> 5;
            case CHANNEL_EXTENDED_DATA -> 9;
            case CHANNEL_REQUEST -> beforeFields(payload);
            default -> payload.length;
        };
    }

    private static int beforeFields(byte[] payload) {
        var in = new WireReader(payload, 1, payload.length - 1);
        try {
            in.uint32(); // recipient channel
            in.stringReader(MOST); // request type
            in.bool(); // want reply
            return in.position();
        } catch (ProtocolException e) {
            return COUNT;
        }
    }

    /** Up to where data are written down. */
    private int mostOf(byte[] payload) {
        int header = switch (payload[0] & 0xff) {
            case CHANNEL_DATA -> 9;
            case CHANNEL_EXTENDED_DATA -> 13;
            default -> -1;
        };
        return header < 0 ? payload.length : (int) Math.min(payload.length, (long) header + settings.mostData());
    }
}
