package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.transport.IdentificationException.Reason;
import java.util.Arrays;

/**
 * Finds the identification line in what a peer sends first (RFC 4253 §4.2). A server may send other lines before it, a
 * client may not. No socket, no thread, no clock; not thread-safe.
 */
public final class IdentificationParser {
    private static final int KEPT = 1024; // bytes of what came, for the error

    /** What the bytes so far amount to. */
    public sealed interface Outcome permits NeedMore, Found, Refused {}

    /** No decision yet. */
    public record NeedMore() implements Outcome {}

    /**
     * The line is there.
     *
     * @param identification the peer's
     * @param consumed bytes of the last call that belong to it; the first packet follows
     */
    public record Found(Identification identification, int consumed) implements Outcome {}

    /** There will be none. */
    public record Refused(Reason reason) implements Outcome {}

    private static final Outcome NEED_MORE = new NeedMore();

    private final boolean linesMayComeFirst;
    private final byte[] line;
    private int length; // of the line so far
    private int lines;
    private final byte[] received = new byte[KEPT];
    private int receivedLength;

    /** @param us our role: a client takes lines before the server's identification, a server none */
    public IdentificationParser(Role us) {
        linesMayComeFirst = us == Role.CLIENT;
        line = new byte[linesMayComeFirst ? Limits.LINE_BEFORE_IDENTIFICATION : Limits.IDENTIFICATION_LINE];
    }

    /** Takes the next {@code count} bytes; not to be called again once it has found or refused. */
    public Outcome accept(byte[] bytes, int offset, int count) {
        int kept = Math.min(count, KEPT - receivedLength);
        System.arraycopy(bytes, offset, received, receivedLength, kept);
        receivedLength += kept;
        if (lines == 0 && PeerKind.isForeign(received, receivedLength)) {
            return new Refused(Reason.NOT_SSH);
        }
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == 0) {
                return new Refused(isIdentification() ? Reason.NUL_BYTE : Reason.NOT_SSH);
            }
            if (length == (isIdentification() ? Limits.IDENTIFICATION_LINE : line.length)) {
                return new Refused(tooLong());
            }
            line[length++] = bytes[i];
            if (bytes[i] == '\n') {
                var outcome = lineEnds(i - offset + 1);
                if (outcome != NEED_MORE) {
                    return outcome;
                }
            }
        }
        return NEED_MORE;
    }

    /** The first bytes of what came, at most 1,024: for {@link IdentificationException}. */
    public byte[] received() {
        return Arrays.copyOf(received, receivedLength);
    }

    private Outcome lineEnds(int consumed) {
        if (isIdentification()) {
            return identified(consumed);
        }
        if (!linesMayComeFirst) {
            return new Refused(Reason.NOT_SSH);
        }
        if (++lines > Limits.LINES_BEFORE_IDENTIFICATION) {
            return new Refused(Reason.TOO_MANY_LINES);
        }
        length = 0;
        return NEED_MORE;
    }

    private Outcome identified(int consumed) {
        int end = length > 1 && line[length - 2] == '\r' ? length - 2 : length - 1; // old peers send LF alone
        var text = new String(line, 0, end, ISO_8859_1);
        return text.startsWith("SSH-2.0-") || text.startsWith("SSH-1.99-") // §5.1: 1.99 means 2.0
                ? new Found(new Identification(Arrays.copyOf(line, end)), consumed)
                : new Refused(Reason.PROTOCOL_1);
    }

    private boolean isIdentification() {
        return length >= 4 && line[0] == 'S' && line[1] == 'S' && line[2] == 'H' && line[3] == '-';
    }

    private Reason tooLong() {
        return isIdentification() || linesMayComeFirst ? Reason.LINE_TOO_LONG : Reason.NOT_SSH;
    }
}
