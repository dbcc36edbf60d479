package io.javamiko.connection;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encoded terminal modes (RFC 4254 §8): what a terminal does with characters, as opcode and value. Immutable.
 *
 * <p>Opcodes as the RFC numbers them; those of {@code ECHO} and the speeds are named here because callers set them most.
 */
public final class TerminalModes {
    /** {@code ECHO}: whether the terminal shows what is typed. */
    public static final int ECHO = 53;

    /** {@code TTY_OP_ISPEED}: bits a second from the user. */
    public static final int INPUT_SPEED = 128;

    /** {@code TTY_OP_OSPEED}: bits a second to the user. */
    public static final int OUTPUT_SPEED = 129;

    private static final int END = 0; // TTY_OP_END
    private static final int FIRST_UNDEFINED = 160; // from here on the length of an argument is not known
    private static final int MAX_MODES = 256;
    private static final TerminalModes NONE = new TerminalModes(Map.of());

    private final Map<Integer, Long> values;

    private TerminalModes(Map<Integer, Long> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** No modes: the other side's defaults hold. */
    public static TerminalModes none() {
        return NONE;
    }

    /**
     * These modes and one more.
     *
     * @param opcode 1–159
     * @param value a {@code uint32}; 0 and 1 for flags
     */
    public TerminalModes with(int opcode, long value) {
        if (opcode < 1 || opcode >= FIRST_UNDEFINED || value >>> 32 != 0) {
            throw new IllegalArgumentException("not a terminal mode of RFC 4254 §8: " + opcode + " = " + value);
        }
        var more = new TreeMap<>(values);
        more.put(opcode, value);
        return new TerminalModes(more);
    }

    /** The values by opcode, in the opcodes' order. */
    public Map<Integer, Long> values() {
        return values;
    }

    /** Reads up to {@code TTY_OP_END}, the first opcode that has no defined argument, or the end. */
    static TerminalModes decode(WireReader in) throws ProtocolException {
        var values = new TreeMap<Integer, Long>();
        while (in.remaining() > 0) {
            int opcode = in.uint8();
            if (opcode == END || opcode >= FIRST_UNDEFINED) {
                break; // §8: these stop the parsing
            }
            values.put(opcode, in.uint32());
            if (values.size() > MAX_MODES) {
                throw new ProtocolException("a terminal has more than " + MAX_MODES + " modes");
            }
        }
        return new TerminalModes(values);
    }

    byte[] encoded() {
        var out = new WireWriter();
        values.forEach((opcode, value) -> out.uint8(opcode).uint32(value));
        return out.uint8(END).toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TerminalModes modes && modes.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "TerminalModes" + values;
    }
}
