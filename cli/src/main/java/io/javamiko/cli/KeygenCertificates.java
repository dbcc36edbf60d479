package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Sanitised;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateBuilder;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;

/** {@code keygen -s}: issues certificates for public keys, each into a file of its own beside the key's. */
final class KeygenCertificates {
    private static final String PUBLIC = ".pub";

    private final KeygenOptions options;
    private final KeygenKeys keys;

    KeygenCertificates(KeygenOptions options, KeygenKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    void issue() throws IOException {
        KeygenOptions.needed(options.identity, "-s", "-I NAME");
        if (options.files.isEmpty()) {
            throw new UsageException("-s needs the files of the public keys that are to be certified");
        }
        Path authority = options.authorityOrSignature;
        boolean counting = options.number != null && options.number.startsWith("+");
        long serial = options.unsignedNumber().orElse(0L);
        var validity = options.validity == null
                ? ValidityInterval.ALWAYS
                : ValidityInterval.parse(options.validity, Instant.now(), ZoneId.systemDefault());
        try (var pair = keys.read(KeygenKeys.privateFile(authority))) {
            for (Path file : options.files) {
                issue(pair, file, counting ? serial++ : serial, validity);
            }
        }
    }

    private void issue(SSHKeyPair authority, Path file, long serial, ValidityInterval validity) throws IOException {
        PublicKeyLine line = keys.publicKey(file);
        Certificate certificate;
        try {
            certificate = Certificate.issue(authority, line.key(), c -> {
                String[] names = options.names == null ? new String[0] : options.names.split(",", -1);
                (options.hostCertificate ? c.host(names) : c.user(names))
                        .keyId(options.identity)
                        .serial(serial)
                        .validAfter(validity.after())
                        .validBefore(validity.before());
                options.options.forEach(option -> apply(option, c));
                if (options.type != null) {
                    c.signatureAlgorithm(options.type);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        Path target = Path.of(KeygenKeys.privateFile(file) + "-cert" + PUBLIC);
        Files.writeString(target, certificate.format(line.comment()) + "\n", UTF_8);
        if (!options.quiet) {
            System.err.println("Signed " + (options.hostCertificate ? "host" : "user") + " key " + target + ": id \""
                    + Sanitised.of(certificate.keyId()) + "\" serial " + Long.toUnsignedString(serial)
                    + (options.names == null ? "" : " for " + Sanitised.of(options.names)) + " valid "
                    + KeygenCertificateShowing.validity(certificate));
        }
    }

    /** ssh-keygen(1), CERTIFICATES. */
    private static void apply(String option, CertificateBuilder to) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = option.substring(equals + 1);
        switch (name) {
            case "clear" -> to.noExtensions();
            case "force-command" -> to.forceCommand(value);
            case "source-address" -> to.sourceAddress(value);
            case "verify-required" -> to.verifyRequired();
            case "no-touch-required" -> to.extension("no-touch-required");
            case "no-x11-forwarding", "no-X11-forwarding" -> to.without("permit-X11-forwarding");
            case "no-agent-forwarding", "no-port-forwarding", "no-pty", "no-user-rc" ->
                to.without("permit-" + name.substring(3));
            case "permit-x11-forwarding", "permit-X11-forwarding" -> to.extension("permit-X11-forwarding");
            case "permit-agent-forwarding", "permit-port-forwarding", "permit-pty", "permit-user-rc" ->
                to.extension(name);
            default -> applyNamed(option, name, data(equals, value), to);
        }
    }

    private static void applyNamed(String option, String name, byte[] data, CertificateBuilder to) {
        if (name.startsWith("extension:")) {
            to.extension(name.substring("extension:".length()), data);
        } else if (name.startsWith("critical:")) {
            to.criticalOption(name.substring("critical:".length()), data);
        } else {
            throw new UsageException("-O " + option + ": there is no such option of certificates");
        }
    }

    private static byte[] data(int equals, String value) {
        return equals < 0 ? new byte[0] : new WireWriter().utf8(value).toByteArray();
    }
}
