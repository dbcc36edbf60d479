package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertifiedSigner;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.keys.krl.KRL;
import io.javamiko.keys.lists.AllowedSigners;
import io.javamiko.keys.lists.ListTime;
import io.javamiko.keys.sshsig.MessageHash;
import io.javamiko.keys.sshsig.SSHSignature;
import io.javamiko.keys.sshsig.SignatureRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code keygen -Y}: signs files, and tells whose signatures are good. Programs read its lines, so they are ssh-keygen's. */
final class KeygenSignatures {
    private final KeygenOptions options;
    private final KeygenKeys keys;

    KeygenSignatures(KeygenOptions options, KeygenKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    int run() throws IOException {
        return switch (options.signature) {
            case "sign" -> sign();
            case "verify" -> verify();
            case "check-novalidate" -> checkWithoutSigner();
            case "find-principals" -> findPrincipals();
            case "match-principals" -> matchPrincipals();
            default ->
                throw new UsageException("-Y " + options.signature
                        + ": expected sign, verify, check-novalidate, find-principals or match-principals");
        };
    }

    /** Each file's signature goes into a file beside it; that of standard input to standard output. */
    private int sign() throws IOException {
        Path file = options.neededFile("-Y sign");
        String namespace = namespace("sign");
        try (var pair = keys.read(KeygenKeys.privateFile(file))) {
            Signer signer = signer(pair, file);
            if (options.files.isEmpty()) {
                keys.print(SSHSignature.sign(signer, namespace, hash(), System.in)
                        .format()
                        .stripTrailing());
            }
            for (Path message : options.files) {
                note("Signing file " + message);
                Path target = Path.of(message + ".sig");
                keys.mayWrite(target);
                try (InputStream in = Files.newInputStream(message)) {
                    Files.writeString(
                            target,
                            SSHSignature.sign(signer, namespace, hash(), in).format(),
                            UTF_8);
                }
                note("Write signature to " + target);
            }
        }
        return 0;
    }

    /** With the certificate, if {@code -f} names one. */
    private static Signer signer(SSHKeyPair pair, Path file) throws IOException {
        return file.toString().endsWith("-cert.pub") ? CertifiedSigner.of(pair, Certificate.read(file)) : pair;
    }

    private MessageHash hash() {
        String name = options.option("hashalg").orElse(MessageHash.SHA512.algorithm());
        for (MessageHash hash : MessageHash.values()) {
            if (hash.algorithm().equals(name)) {
                return hash;
            }
        }
        throw new UsageException("-O hashalg=" + name + ": expected sha256 or sha512");
    }

    /** Of what comes from standard input. */
    private int verify() throws IOException {
        String principal = KeygenOptions.needed(options.identity, "-Y verify", "-I PRINCIPAL");
        String namespace = namespace("verify");
        var signature = signature();
        var signers = signers("verify");
        Optional<KRL> revoked = options.recordsOrRevoked == null
                ? Optional.empty()
                : Optional.of(KRL.read(Path.of(options.recordsOrRevoked)));
        try {
            signature.verify(System.in, namespace, principal, signers, revoked, time());
        } catch (SignatureRefusedException e) {
            return refused(e);
        }
        good(namespace, " for " + principal, signature.publicKey());
        return 0;
    }

    private int checkWithoutSigner() throws IOException {
        String namespace = namespace("check-novalidate");
        var signature = signature();
        try {
            signature.checkWithoutSigner(System.in, namespace);
        } catch (SignatureRefusedException e) {
            return refused(e);
        }
        good(namespace, "", signature.publicKey());
        return 0;
    }

    private void good(String namespace, String whose, SSHPublicKey key) {
        if (!options.quiet) {
            keys.print("Good \"" + Sanitised.of(namespace) + "\" signature" + Sanitised.of(whose) + " with "
                    + HostKeyPrompt.type(key.plain()) + (key.isCertificate() ? "-CERT" : "") + " key "
                    + key.fingerprint());
        }
        if (options.options.contains("print-pubkey")) {
            keys.print(key.format(""));
        }
    }

    private int refused(SignatureRefusedException e) {
        if (!options.quiet) {
            keys.print("Could not verify signature.");
        }
        System.err.println(Javamiko.why(e));
        return Javamiko.FAILURE;
    }

    private int findPrincipals() throws IOException {
        return principals(signers("find-principals").findPrincipals(signature().publicKey(), time()));
    }

    private int matchPrincipals() throws IOException {
        String principal = KeygenOptions.needed(options.identity, "-Y match-principals", "-I PRINCIPAL");
        return principals(signers("match-principals").matchPrincipals(principal).stream()
                .map(AllowedSigners.Entry::principals)
                .toList());
    }

    private int principals(List<String> found) {
        found.forEach(principal -> keys.print(Sanitised.of(principal)));
        if (found.isEmpty()) {
            System.err.println("No principal matched.");
        }
        return found.isEmpty() ? Javamiko.FAILURE : 0;
    }

    private AllowedSigners signers(String action) throws IOException {
        var signers = AllowedSigners.read(options.neededFile("-Y " + action));
        signers.warnings().forEach(warning -> System.err.println(Sanitised.of(warning.toString())));
        return signers;
    }

    private SSHSignature signature() throws IOException {
        Path file = KeygenOptions.needed(options.authorityOrSignature, "-Y " + options.signature, "-s SIGNATURE");
        try {
            return SSHSignature.parse(KeyFiles.read(file));
        } catch (ProtocolException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private String namespace(String action) {
        return KeygenOptions.needed(options.names, "-Y " + action, "-n NAMESPACE");
    }

    private Instant time() {
        try {
            return options.option("verify-time")
                    .map(text -> ListTime.parse(text).in(ZoneId.systemDefault()))
                    .orElseGet(Instant::now);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-O verify-time: " + e.getMessage());
        }
    }

    /** For people: standard output may be the signature. */
    private void note(String text) {
        if (!options.quiet) {
            System.err.println(text);
        }
    }
}
