package io.javamiko.transcript;

import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;
import static io.javamiko.transport.MessageNumbers.EXT_INFO;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.ProtocolException;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;

/**
 * Says messages in words, one line each, whatever their bytes are: name and fields, what a peer wrote made safe to show. Of
 * one connection, whose messages it gets in order: the meaning of the numbers 30–49 and 60–79 depends on what came before.
 * Not thread-safe.
 */
public final class MessageText {
    private static final TranscriptSettings MASKED = TranscriptSettings.masked();
    private static final int MOST_EXTENSIONS = 64;
    private static final int MOST_PROMPTS = 64;

    private final Masking masking;
    private final int mostData;
    private final Context context = new Context();

    /** For a new connection, with secrets masked. */
    public MessageText() {
        this(MASKED);
    }

    /** For a new connection. */
    public MessageText(TranscriptSettings settings) {
        this.masking = new Masking(settings);
        this.mostData = settings.mostData();
    }

    /** The name of a message number where nothing is known of its connection: {@code KEXINIT}, {@code message 200}. */
    public static String name(int number) {
        return Layouts.of(number).name();
    }

    /** A payload in words where nothing is known of its connection, secrets masked. */
    public static String of(byte[] payload) {
        return new MessageText().of(Role.CLIENT, payload);
    }

    /**
     * A payload in words.
     *
     * @param sender who sent it
     */
    public String of(Role sender, byte[] payload) {
        if (payload.length == 0) {
            return "an empty payload";
        }
        int number = payload[0] & 0xff;
        learn(sender, number, payload);
        var layout = context.layout(number);
        var out = new StringBuilder(layout.name());
        int shown = masking.visible(payload);
        var in = new WireReader(payload, 1, shown - 1);
        try {
            var fields = new FieldText(in, out, shown < payload.length, mostData).fields(layout.fields());
            more(number, fields);
            if (fields.remaining() > 0) {
                out.append(" (and ").append(fields.remaining()).append(" bytes)");
            }
        } catch (ProtocolException e) {
            out.append(" (malformed: ").append(e.getMessage()).append(')');
        }
        return out.toString();
    }

    private void learn(Role sender, int number, byte[] payload) {
        var in = new WireReader(payload, 1, payload.length - 1);
        try {
            if (number == KEXINIT) {
                context.kexInit(sender, (KexInit) TransportMessage.decode(number, in));
            }
        } catch (ProtocolException e) { // it names no method
            context.noKex();
        }
    }

    /** The fields that depend on a field, or on what came before. */
    private void more(int number, FieldText fields) throws ProtocolException {
        switch (number) {
            case EXT_INFO -> repeated(fields, "extensions", MOST_EXTENSIONS, "name:string value:string");
            case USERAUTH_REQUEST -> fields.fields(Layouts.ofMethod(context.method(fields.choice("method"))));
            case FIRST_OF_AUTH_METHOD -> {
                if (context.isInteractive()) {
                    repeated(fields, "prompts", MOST_PROMPTS, "prompt:string echo:boolean");
                }
            }
            case CHANNEL_OPEN -> {
                String type = fields.choice("type");
                fields.fields("sender:uint32 window:uint32 packet:uint32").fields(Layouts.ofChannel(type));
            }
            case CHANNEL_REQUEST -> {
                String type = fields.choice("request");
                fields.fields("want_reply:boolean").fields(Layouts.ofRequest(type));
            }
            default -> {}
        }
    }

    private static void repeated(FieldText fields, String count, int most, String layout) throws ProtocolException {
        long times = fields.number(count);
        for (long i = 0; i < Math.min(times, most); i++) {
            fields.fields(layout);
        }
    }
}
