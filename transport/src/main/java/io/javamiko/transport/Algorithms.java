package io.javamiko.transport;

import static io.javamiko.crypto.AlgorithmUse.DEFAULT;
import static io.javamiko.crypto.AlgorithmUse.LEGACY;

import io.javamiko.crypto.CipherAlgorithm;
import io.javamiko.crypto.CipherAlgorithms;
import io.javamiko.crypto.KexAlgorithm;
import io.javamiko.crypto.KexAlgorithms;
import io.javamiko.crypto.MACAlgorithm;
import io.javamiko.crypto.MACAlgorithms;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.compression.Compression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The algorithms that a connection may use, each list in order of preference (RFC 4253 §7.1). Immutable: start from
 * {@link #modern()}. A name that this library does not know is an {@link IllegalArgumentException}.
 */
public final class Algorithms {
    /** What an algorithm is for. */
    public enum Kind {
        /** Key exchange methods. */
        KEX("key exchange method"),
        /** Algorithms of the server's signature. */
        HOST_KEY("host key algorithm"),
        /** Ciphers, for both directions. */
        CIPHER("cipher"),
        /** MACs, for both directions. */
        MAC("MAC"),
        /** Compression, for both directions. */
        COMPRESSION("compression method"),
        /** Signatures of users' keys: what a server takes and tells its clients (RFC 8308 §3.1). */
        USER_KEY_SIGNATURE("user key signature algorithm");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What it is in words, for messages. */
        @Override
        public String toString() {
            return words;
        }
    }

    static final int OLD_RSA_BITS = 1024;
    private static final Algorithms MODERN = makeModern();
    private static final Algorithms LEGACY_DEVICES = makeLegacyDevices();

    private final Map<Kind, List<String>> lists;
    private final int minimumRSABits;

    private Algorithms(Map<Kind, List<String>> lists, int minimumRSABits) {
        this.lists = lists;
        this.minimumRSABits = minimumRSABits;
    }

    /** What is sound and offered without being asked for: the default. Compression is not offered. */
    public static Algorithms modern() {
        return MODERN;
    }

    /**
     * {@link #modern()}, and behind it what switches, printers and cameras of twenty years ago need: every legacy
     * algorithm but RC4, and RSA keys from 1,024 bits on. Each legacy one that is agreed on is a
     * {@link Warning.Kind#LEGACY_ALGORITHM}. For connections to such devices alone: an attacker in the middle of a
     * connection to another peer could break what this allows.
     */
    public static Algorithms legacyDevices() {
        return LEGACY_DEVICES;
    }

    /** Every name of a kind that this library knows, legacy ones included, best first. */
    public static List<String> known(Kind kind) {
        return switch (kind) {
            case KEX -> KexAlgorithms.all().stream().map(KexAlgorithm::name).toList();
            case CIPHER ->
                CipherAlgorithms.all().stream().map(CipherAlgorithm::name).toList();
            case MAC -> MACAlgorithms.all().stream().map(MACAlgorithm::name).toList();
            case COMPRESSION ->
                Compression.all().stream().map(Compression::algorithmName).toList();
            case HOST_KEY, USER_KEY_SIGNATURE -> SignatureAlgorithms.all();
        };
    }

    /** Whether a name of a kind is a legacy one: known, weak, and offered only where it is named. */
    public static boolean isLegacy(Kind kind, String name) {
        return switch (kind) {
            case KEX -> KexAlgorithms.named(name).filter(a -> a.use() == LEGACY).isPresent();
            case CIPHER ->
                CipherAlgorithms.named(name).filter(a -> a.use() == LEGACY).isPresent();
            case MAC -> MACAlgorithms.named(name).filter(a -> a.use() == LEGACY).isPresent();
            case COMPRESSION -> false;
            case HOST_KEY, USER_KEY_SIGNATURE -> SignatureAlgorithms.legacy().contains(name);
        };
    }

    /** The least bits of an RSA key that the peer may come with: 2,048; with {@link #legacyDevices()} 1,024. */
    public int minimumRSABits() {
        return minimumRSABits;
    }

    /** These algorithms with another {@link #minimumRSABits()}, 1,024–16,384. */
    public Algorithms withMinimumRSABits(int bits) {
        if (bits < OLD_RSA_BITS || bits > 16_384) {
            throw new IllegalArgumentException("the least length of an RSA key is 1,024–16,384 bits, not " + bits);
        }
        return new Algorithms(lists, bits);
    }

    /** The names of a kind that may be used, best first. */
    public List<String> names(Kind kind) {
        return lists.get(kind);
    }

    /** The key exchange methods, best first. */
    public List<String> kex() {
        return names(Kind.KEX);
    }

    /** The algorithms of the server's signature, best first. */
    public List<String> hostKeys() {
        return names(Kind.HOST_KEY);
    }

    /** The ciphers, best first. */
    public List<String> ciphers() {
        return names(Kind.CIPHER);
    }

    /** The MACs, best first. */
    public List<String> macs() {
        return names(Kind.MAC);
    }

    /** The compression methods, best first. */
    public List<String> compressions() {
        return names(Kind.COMPRESSION);
    }

    /** The signature algorithms of users' keys, best first. */
    public List<String> userKeySignatures() {
        return names(Kind.USER_KEY_SIGNATURE);
    }

    /** These algorithms with another list of one kind. A repeated name counts once, where it stands first. */
    public Algorithms with(Kind kind, List<String> names) {
        for (String name : names) {
            if (!known(kind).contains(name)) {
                throw unknown("no " + kind, name, known(kind));
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("at least one " + kind + " must be allowed");
        }
        var changed = new EnumMap<>(lists);
        changed.put(kind, List.copyOf(new LinkedHashSet<>(names)));
        return new Algorithms(changed, minimumRSABits);
    }

    /** {@link #with} for key exchange methods. */
    public Algorithms withKex(List<String> names) {
        return with(Kind.KEX, names);
    }

    /** {@link #with} for the algorithms of the server's signature. */
    public Algorithms withHostKeys(List<String> names) {
        return with(Kind.HOST_KEY, names);
    }

    /** {@link #with} for ciphers. */
    public Algorithms withCiphers(List<String> names) {
        return with(Kind.CIPHER, names);
    }

    /** {@link #with} for MACs. */
    public Algorithms withMACs(List<String> names) {
        return with(Kind.MAC, names);
    }

    /** {@link #with} for compression methods: {@code zlib@openssh.com}, {@code none}, {@code zlib}. */
    public Algorithms withCompressions(List<String> names) {
        return with(Kind.COMPRESSION, names);
    }

    /** {@link #with} for signatures of users' keys. */
    public Algorithms withUserKeySignatures(List<String> names) {
        return with(Kind.USER_KEY_SIGNATURE, names);
    }

    /** These algorithms and some that are not used by default, for old peers; they come last in every list they fit. */
    public Algorithms withLegacy(String... names) {
        var changed = new EnumMap<>(lists);
        for (String name : names) {
            for (Kind kind : kindsOf(name)) {
                var list = new LinkedHashSet<>(changed.get(kind));
                list.add(name);
                changed.put(kind, List.copyOf(list));
            }
        }
        return new Algorithms(changed, minimumRSABits);
    }

    /** Of every kind that is named here nothing but these, in this order; kinds that are not named stay as they are. */
    public Algorithms only(String... names) {
        var changed = new EnumMap<Kind, List<String>>(Kind.class);
        for (String name : names) {
            for (Kind kind : kindsOf(name)) {
                changed.computeIfAbsent(kind, any -> new ArrayList<>()).add(name);
            }
        }
        var result = this;
        for (var entry : changed.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue());
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Algorithms that && lists.equals(that.lists) && minimumRSABits == that.minimumRSABits;
    }

    @Override
    public int hashCode() {
        return 31 * lists.hashCode() + minimumRSABits;
    }

    @Override
    public String toString() {
        return lists.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(",", entry.getValue()))
                .collect(Collectors.joining("; ", "", "; RSA keys of at least " + minimumRSABits + " bits"));
    }

    private static List<Kind> kindsOf(String name) {
        var kinds = Arrays.stream(Kind.values())
                .filter(kind -> known(kind).contains(name))
                .toList();
        if (kinds.isEmpty()) {
            var all = Arrays.stream(Kind.values()).flatMap(kind -> known(kind).stream());
            throw unknown("no algorithm", name, all.distinct().toList());
        }
        return kinds;
    }

    private static IllegalArgumentException unknown(String what, String name, List<String> known) {
        return new IllegalArgumentException(
                what + " has the name \"" + name + "\" here; known are " + String.join(", ", known));
    }

    private static Algorithms makeModern() {
        var lists = new EnumMap<Kind, List<String>>(Kind.class);
        lists.put(
                Kind.KEX,
                KexAlgorithms.all().stream()
                        .filter(a -> a.use() == DEFAULT)
                        .map(KexAlgorithm::name)
                        .toList());
        lists.put(
                Kind.CIPHER,
                CipherAlgorithms.all().stream()
                        .filter(a -> a.use() == DEFAULT)
                        .map(CipherAlgorithm::name)
                        .toList());
        lists.put(
                Kind.MAC,
                MACAlgorithms.all().stream()
                        .filter(a -> a.use() == DEFAULT)
                        .map(MACAlgorithm::name)
                        .toList());
        lists.put(Kind.COMPRESSION, List.of("none"));
        lists.put(Kind.HOST_KEY, SignatureAlgorithms.modern());
        lists.put(Kind.USER_KEY_SIGNATURE, SignatureAlgorithms.modern());
        return new Algorithms(lists, SSHPublicKey.DEFAULT_MINIMUM_RSA_BITS);
    }

    private static Algorithms makeLegacyDevices() {
        var lists = new EnumMap<>(MODERN.lists);
        for (Kind kind : Kind.values()) {
            var old = known(kind).stream().filter(name -> isLegacy(kind, name) && !name.startsWith("arcfour"));
            lists.put(kind, Stream.concat(MODERN.names(kind).stream(), old).toList());
        }
        return new Algorithms(lists, OLD_RSA_BITS);
    }
}
