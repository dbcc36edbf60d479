package io.javamiko.keys.certificates;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a certificate says of its key, in the order of PROTOCOL.certkeys: all that stands between the public key and the
 * authority's key.
 *
 * @param serial 64 bits, unsigned
 * @param validAfter seconds since 1970, unsigned; this one and those after it
 * @param validBefore the same; those before it
 */
record CertificateFields(
        long serial,
        CertificateType type,
        String keyId,
        List<String> principals,
        long validAfter,
        long validBefore,
        Map<String, byte[]> criticalOptions,
        Map<String, byte[]> extensions) {
    private static final int MAX_TEXT = 4096; // bytes
    private static final int MAX_LIST = 64 * 1024;
    private static final int MAX_PRINCIPALS = 256; // as OpenSSH
    private static final int MAX_OPTIONS = 64;

    CertificateFields {
        principals = List.copyOf(principals);
        criticalOptions = Collections.unmodifiableMap(new TreeMap<>(criticalOptions));
        extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
    }

    static CertificateFields decode(WireReader in) throws ProtocolException {
        long serial = in.uint64();
        var type = type(in.uint32());
        var fields = new CertificateFields(
                serial,
                type,
                in.utf8(MAX_TEXT),
                principals(in.stringReader(MAX_LIST)),
                in.uint64(),
                in.uint64(),
                options(in.stringReader(MAX_LIST)),
                options(in.stringReader(MAX_LIST)));
        in.stringReader(MAX_LIST); // reserved
        return fields;
    }

    private static CertificateType type(long number) throws ProtocolException {
        for (var type : CertificateType.values()) {
            if (type.number() == number) {
                return type;
            }
        }
        throw new ProtocolException("a certificate of type " + number + " is neither a user's nor a host's");
    }

    private static List<String> principals(WireReader in) throws ProtocolException {
        var principals = new ArrayList<String>();
        while (in.remaining() > 0) {
            String principal = in.utf8(MAX_TEXT);
            if (principal.isEmpty() || principals.size() == MAX_PRINCIPALS) {
                throw new ProtocolException("a certificate has an empty principal, or over 256 of them");
            }
            principals.add(principal);
        }
        return principals;
    }

    /** {@code string name, string data}, ordered by name, each name once. */
    private static Map<String, byte[]> options(WireReader in) throws ProtocolException {
        var options = new TreeMap<String, byte[]>();
        while (in.remaining() > 0) {
            String name = in.name(MAX_TEXT);
            if (!options.isEmpty() && options.lastKey().compareTo(name) >= 0 || options.size() == MAX_OPTIONS) {
                throw new ProtocolException(
                        "a certificate's options are not in order, come twice, or are over 64 (PROTOCOL.certkeys)");
            }
            options.put(name, in.string(MAX_LIST));
        }
        return options;
    }

    /** Writes the fields behind {@code nonce} and {@code key}, and the authority's key: what is signed. */
    byte[] signedData(String certificateType, byte[] nonce, SSHPublicKey key, SSHPublicKey authority)
            throws ProtocolException {
        var blob = new WireReader(key.blob());
        blob.name(MAX_TEXT); // the type, which the certificate's takes the place of
        var names = new WireWriter();
        principals.forEach(names::utf8);
        return new WireWriter(1024)
                .utf8(certificateType)
                .string(nonce)
                .raw(blob.rest())
                .uint64(serial)
                .uint32(type.number())
                .utf8(keyId)
                .string(names.toByteArray())
                .uint64(validAfter)
                .uint64(validBefore)
                .string(encoded(criticalOptions))
                .string(encoded(extensions))
                .utf8("")
                .string(authority.blob())
                .toByteArray();
    }

    private static byte[] encoded(Map<String, byte[]> options) {
        var out = new WireWriter();
        options.forEach((name, data) -> out.utf8(name).string(data));
        return out.toByteArray();
    }

    /** The data of an option that holds one text. */
    static byte[] text(String value) {
        return new WireWriter().utf8(value).toByteArray();
    }

    /** The text in an option's data. */
    static String text(byte[] data) throws ProtocolException {
        var in = new WireReader(data);
        String text = new String(in.string(MAX_LIST), UTF_8);
        in.expectEnd();
        return text;
    }
}
