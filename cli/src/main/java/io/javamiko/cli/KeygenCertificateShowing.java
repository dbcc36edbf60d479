package io.javamiko.cli;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateType;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** {@code keygen -L}: what certificates say. */
final class KeygenCertificateShowing {
    private static final String INDENT = " ".repeat(8);
    private static final String DEEPER = " ".repeat(16);
    private static final int MAX_TEXT = 64 * 1024;
    private static final Set<String> WITH_TEXT = Set.of("force-command", "source-address");
    private static final Set<String> FLAGS = Set.of(
            "permit-X11-forwarding",
            "permit-agent-forwarding",
            "permit-port-forwarding",
            "permit-pty",
            "permit-user-rc",
            "no-touch-required",
            "verify-required");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneId.systemDefault());

    private final KeygenKeys keys;

    KeygenCertificateShowing(KeygenKeys keys) {
        this.keys = keys;
    }

    /** The certificates in a file, of which the others must be none. */
    void show(Path file) throws IOException {
        var lines = keys.publicKeys(file);
        int number = 0;
        for (PublicKeyLine line : lines) {
            number++;
            if (!line.key().isCertificate()) {
                throw new UsageException(file + " is not a certificate");
            }
            keys.print(file + (lines.size() > 1 ? ":" + number : "") + ":");
            show(Certificate.of(line.key()));
        }
    }

    private void show(Certificate certificate) {
        var key = certificate.key();
        field("Type", key.type() + (certificate.type() == CertificateType.HOST ? " host" : " user") + " certificate");
        field("Public key", HostKeyPrompt.type(key.plain()) + "-CERT " + key.fingerprint());
        var authority = certificate.authority();
        field(
                "Signing CA",
                HostKeyPrompt.type(authority) + " " + authority.fingerprint() + " (using "
                        + Sanitised.of(certificate.signatureAlgorithm()) + ")");
        field("Key ID", "\"" + Sanitised.of(certificate.keyId()) + "\"");
        field("Serial", Long.toUnsignedString(certificate.serial()));
        field("Valid", validity(certificate));
        field("Principals", certificate.principals().isEmpty() ? "(none)" : "");
        certificate.principals().forEach(name -> keys.print(DEEPER + Sanitised.of(name)));
        options("Critical Options", certificate.criticalOptions());
        options("Extensions", certificate.extensions());
    }

    private void field(String name, String value) {
        keys.print(INDENT + name + ": " + value);
    }

    private void options(String name, Map<String, byte[]> options) {
        field(name, options.isEmpty() ? "(none)" : "");
        options.forEach((option, data) -> keys.print(DEEPER + Sanitised.of(option) + contents(option, data)));
    }

    private static String contents(String option, byte[] data) {
        if (FLAGS.contains(option) && data.length == 0) {
            return "";
        }
        if (WITH_TEXT.contains(option)) {
            try {
                return " " + Sanitised.of(new WireReader(data).text(MAX_TEXT));
            } catch (ProtocolException e) {
                return " (malformed)";
            }
        }
        return data.length == 0
                ? " UNKNOWN FLAG OPTION"
                : " UNKNOWN OPTION: " + HexFormat.of().formatHex(data) + " (len " + data.length + ")";
    }

    /** {@code forever}, {@code after …}, {@code before …} or {@code from … to …}. */
    static String validity(Certificate certificate) {
        Instant after = certificate.validAfter();
        Instant before = certificate.validBefore();
        boolean forever = before.equals(Certificate.FOREVER);
        if (after.equals(Instant.EPOCH)) {
            return forever ? "forever" : "before " + TIME.format(before);
        }
        return forever ? "after " + TIME.format(after) : "from " + TIME.format(after) + " to " + TIME.format(before);
    }
}
