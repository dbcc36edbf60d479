package io.javamiko.conformance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import io.javamiko.transport.KexInit;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A KEXINIT as its bytes (RFC 4253 §7.1), lawful or not: {@code new RawKexInit(peer.kexInit()).list(KEX, ",,").payload()}.
 * Immutable.
 */
public final class RawKexInit {
    /** The lists in their order; each direction there, then back. */
    public static final int KEX = 0;

    public static final int HOST_KEYS = 1;
    public static final int CIPHERS = 2;
    public static final int MACS = 4;
    public static final int COMPRESSIONS = 6;
    public static final int LANGUAGES = 8;

    private static final int LISTS = 10;
    private static final String NO_NAME = "no-name@kit"; // keeps the place: a guess is about the first (RFC 4253 §7)
    private static final int MOST = 256 << 10;

    private final byte[] cookie;
    private final List<String> lists; // characters are bytes
    private final int follows;
    private final long reserved;

    private RawKexInit(byte[] cookie, List<String> lists, int follows, long reserved) {
        this.cookie = cookie;
        this.lists = List.copyOf(lists);
        this.follows = follows;
        this.reserved = reserved;
    }

    /** What that message says. */
    public RawKexInit(KexInit init) {
        this(read(init.payload()));
    }

    private RawKexInit(RawKexInit that) {
        this(that.cookie, that.lists, that.follows, that.reserved);
    }

    /** What a payload says, number included. */
    public static RawKexInit of(byte[] payload) throws ProtocolException {
        var in = new WireReader(payload);
        in.skip(1);
        byte[] cookie = in.raw(KexInit.COOKIE_LENGTH);
        var lists = new ArrayList<String>();
        for (int i = 0; i < LISTS; i++) {
            lists.add(new String(in.string(MOST), ISO_8859_1));
        }
        var init = new RawKexInit(cookie, lists, in.uint8(), in.uint32());
        in.expectEnd();
        return init;
    }

    private static RawKexInit read(byte[] payload) {
        try {
            return of(payload);
        } catch (ProtocolException e) {
            throw new IllegalStateException("what was encoded is decodable", e);
        }
    }

    /** With these characters, as bytes, for a list. */
    public RawKexInit list(int index, String bytes) {
        var changed = new ArrayList<>(lists);
        changed.set(index, bytes);
        return new RawKexInit(cookie, changed, follows, reserved);
    }

    /** With that cookie of 16 bytes. */
    public RawKexInit cookie(byte[] value) {
        return new RawKexInit(value.clone(), lists, follows, reserved);
    }

    /** With that byte for {@code first_kex_packet_follows}. */
    public RawKexInit follows(int value) {
        return new RawKexInit(cookie, lists, value, reserved);
    }

    /** The characters of a list. */
    public String list(int index) {
        return lists.get(index);
    }

    /** The cookie, not a copy. */
    public byte[] cookie() {
        return cookie;
    }

    /** The byte {@code first_kex_packet_follows}. */
    public int follows() {
        return follows;
    }

    /** The reserved field. */
    public long reserved() {
        return reserved;
    }

    /** The message's payload. */
    public byte[] payload() {
        var out = new WireWriter();
        out.uint8(KexInit.NUMBER).raw(cookie);
        lists.forEach(list -> out.string(list.getBytes(ISO_8859_1)));
        out.uint8(follows).uint32(reserved);
        return out.toByteArray();
    }

    /** What a lenient reader takes it for: what can't be a name is none. */
    KexInit lenient() {
        return new KexInit(
                cookie,
                names(KEX),
                names(HOST_KEYS),
                names(CIPHERS),
                names(CIPHERS + 1),
                names(MACS),
                names(MACS + 1),
                names(COMPRESSIONS),
                names(COMPRESSIONS + 1),
                List.of(),
                List.of(),
                follows != 0,
                reserved);
    }

    private List<String> names(int index) {
        return Arrays.stream(lists.get(index).split(","))
                .map(name -> isName(name) ? new String(name.getBytes(ISO_8859_1), US_ASCII) : NO_NAME)
                .toList();
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
