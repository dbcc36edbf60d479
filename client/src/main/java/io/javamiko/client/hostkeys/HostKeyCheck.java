package io.javamiko.client.hostkeys;

import io.javamiko.SSHException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.lists.KnownHosts;
import io.javamiko.keys.lists.KnownHostsFile;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.transport.BadHostKeyException;
import io.javamiko.transport.BadHostKeyException.Reason;
import io.javamiko.transport.HostKeyVerifier;
import io.javamiko.transport.Negotiated;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds one server's host key against known_hosts, as sshd(8) describes the file. What is revoked is refused whatever else
 * the file says. A host certificate by an authority that a {@code @cert-authority} line names for the host is taken if it is
 * good for the host's name now; any other one counts as the plain key that is in it, as in OpenSSH.
 */
public final class HostKeyCheck implements HostKeyVerifier {
    private final String host;
    private final int port;
    private final KnownHosts knownHosts;
    private final HostKeyPolicy policy;
    private final List<Path> files;
    private final Form form;
    private final HostCertificates certificates;
    private final Predicate<SSHPublicKey> revoked;

    private HostKeyCheck(
            String host, int port, KnownHosts knownHosts, HostKeyPolicy policy, List<Path> files, Form form) {
        this(host, port, knownHosts, policy, files, form, key -> false);
    }

    private HostKeyCheck(
            String host,
            int port,
            KnownHosts knownHosts,
            HostKeyPolicy policy,
            List<Path> files,
            Form form,
            Predicate<SSHPublicKey> revoked) {
        this.host = host;
        this.port = port;
        this.knownHosts = knownHosts;
        this.policy = policy;
        this.files = files;
        this.form = form;
        this.certificates = new HostCertificates(host, port, knownHosts, Clock.systemUTC());
        this.revoked = revoked;
    }

    /**
     * The check for one server.
     *
     * @param files read now, in this order; the first one gets what the policy saves. A file that is missing is empty
     * @throws IOException if a file is there and can't be read: what it revokes would be missed
     */
    public static HostKeyCheck of(String host, int port, List<Path> files, HostKeyPolicy policy, Form form)
            throws IOException {
        var knownHosts = KnownHosts.read(files.toArray(Path[]::new));
        return new HostKeyCheck(host, port, knownHosts, policy, List.copyOf(files), form);
    }

    /** The same, refusing what is revoked by this too: asked about a key, and of a certificate about its authority. */
    public HostKeyCheck refusing(Predicate<SSHPublicKey> more) {
        return new HostKeyCheck(host, port, knownHosts, policy, files, form, revoked.or(more));
    }

    /**
     * The host key algorithms in the order in which to offer them: first those for certificates, if an authority is known
     * for the host, then those that fit a key that is known, so that the server proves the key that can be checked.
     */
    public List<String> ordered(List<String> algorithms) {
        var usable = new HashSet<String>();
        for (SSHPublicKey key : knownHosts.keys(host, port)) {
            usable.addAll(SignatureAlgorithms.allOfKeyType(key.type()));
        }
        var ordered = new LinkedHashSet<String>();
        if (certificates.haveAuthority()) {
            algorithms.stream().filter(SignatureAlgorithms::isCertificate).forEach(ordered::add);
        }
        algorithms.stream().filter(usable::contains).forEach(ordered::add);
        ordered.addAll(algorithms);
        return List.copyOf(ordered);
    }

    @Override
    public void verify(SSHPublicKey key, Negotiated negotiated) throws SSHException {
        var certificate = key.isCertificate() ? Certificate.of(key) : null; // a malformed one is the server's fault
        refuseRevoked(key);
        refuseRevoked(key.plain());
        if (certificate != null) {
            refuseRevoked(certificate.authority());
            if (certificates.vouchFor(certificate)) {
                return;
            }
        }
        var known = knownHosts.keys(host, port);
        if (!known.contains(key.plain())) {
            decide(new HostKeyQuestion(host, port, key.plain(), known));
        }
    }

    private void refuseRevoked(SSHPublicKey key) throws BadHostKeyException {
        if (revoked.test(key)) {
            throw new BadHostKeyException(
                    Reason.REVOKED,
                    key,
                    "the host key of %s is vouched for by, or is, %s, which the settings revoke: it must not be trusted."
                            .formatted(server(), key));
        }
        if (knownHosts.isRevoked(key, host, port)) {
            throw new BadHostKeyException(Reason.REVOKED, key, """
                    the host key of %s is %s, which known_hosts marks as @revoked: whoever has it must not be trusted. Ask the \
                    server's administrator for its new key.""".formatted(server(), key));
        }
    }

    private void decide(HostKeyQuestion question) throws SSHException {
        var decision = question.known().isEmpty() ? policy.unknown(question) : policy.changed(question);
        if (decision == HostKeyDecision.REJECT) {
            throw question.known().isEmpty() ? unknown(question.key()) : changed(question);
        }
        if (decision == HostKeyDecision.ACCEPT_AND_SAVE && !files.isEmpty()) {
            save(question.key());
        }
    }

    private void save(SSHPublicKey key) throws SSHException {
        try {
            KnownHostsFile.append(files.get(0), host, port, key, form);
        } catch (IOException e) {
            throw new SSHException(
                    "the host key of %s was accepted, but can't be saved in %s: %s"
                            .formatted(server(), files.get(0), e),
                    e);
        }
    }

    private BadHostKeyException unknown(SSHPublicKey key) {
        return new BadHostKeyException(Reason.UNKNOWN, key, """
                the host key of %s is not known: it is %s, and known_hosts (%s) has none for this server. Compare the \
                fingerprint with the server's own (ssh-keygen -lf on its host key file), then add the key, or connect with a \
                policy that does: HostKeyPolicy.ask or acceptNew.""".formatted(server(), key, where()));
    }

    private BadHostKeyException changed(HostKeyQuestion question) {
        String known = question.known().stream().map(SSHPublicKey::toString).collect(Collectors.joining(", "));
        return new BadHostKeyException(
                Reason.CHANGED, question.key(), """
                the host key of %s has changed: it is %s, but known_hosts (%s) has %s. Somebody may be in the middle of the \
                connection, or the server was set up anew. Ask its administrator; if the new key is right, remove the old one \
                with keygen -R %s.""".formatted(server(), question.key(), where(), known, name()));
    }

    @Override
    public boolean knows(SSHPublicKey key) {
        try {
            refuseRevoked(key);
            refuseRevoked(key.plain());
            if (key.isCertificate()) {
                var certificate = Certificate.of(key);
                refuseRevoked(certificate.authority());
                if (certificates.vouchFor(certificate)) {
                    return true;
                }
            }
            return knownHosts.keys(host, port).contains(key.plain());
        } catch (SSHException e) {
            return false;
        }
    }

    private String where() {
        return files.isEmpty() ? "no file" : files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private String server() {
        return host + " port " + port;
    }

    private String name() {
        return port == 22 ? host : "'[" + host + "]:" + port + "'";
    }
}
