package io.javamiko.client.auth;

import io.javamiko.keys.Signer;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertifiedSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The certificates that keys are shown with: those that were named, and the one beside a key file ({@code KEY-cert.pub}). */
final class Certificates {
    private final List<Path> files;

    Certificates(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /**
     * The key with each of its certificates.
     *
     * @param skipped is told of a file that can't be used, and why
     */
    List<Signer> with(Signer signer, Identity identity, BiConsumer<Path, String> skipped) {
        var signers = new ArrayList<Signer>();
        if (signer.publicKey().isCertificate()) {
            return signers;
        }
        for (Path file : candidates(identity)) {
            try {
                var certificate = Certificate.read(file);
                if (CertifiedSigner.isFor(certificate, signer.publicKey())) {
                    signers.add(CertifiedSigner.of(signer, certificate));
                }
            } catch (IOException e) {
                skipped.accept(file, "it is no certificate that can be used: " + e.getMessage());
            }
        }
        return signers;
    }

    private List<Path> candidates(Identity identity) {
        var candidates = new ArrayList<>(files);
        Path file = identity instanceof Identity.KeyFile key
                ? key.file()
                : identity instanceof Identity.KeyInAgent held ? held.file() : null;
        if (file != null) {
            var beside = file.resolveSibling(file.getFileName() + "-cert.pub");
            if (Files.exists(beside) && !candidates.contains(beside)) {
                candidates.add(beside);
            }
        }
        return candidates;
    }
}
