package io.javamiko.client.hostkeys;

import io.javamiko.SSHException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.lists.KnownHosts;
import io.javamiko.keys.lists.KnownHostsFile;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.transport.BadHostKeyException;
import io.javamiko.transport.BadHostKeyException.Reason;
import io.javamiko.transport.HostKeyVerifier;
import io.javamiko.transport.Negotiated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds one server's host key against known_hosts, as sshd(8) describes the file. What is revoked is refused whatever else
 * the file says; {@code @cert-authority} lines grant nothing, since there are no host certificates yet.
 */
public final class HostKeyCheck implements HostKeyVerifier {
    private final String host;
    private final int port;
    private final KnownHosts knownHosts;
    private final HostKeyPolicy policy;
    private final List<Path> files;
    private final Form form;

    private HostKeyCheck(
            String host, int port, KnownHosts knownHosts, HostKeyPolicy policy, List<Path> files, Form form) {
        this.host = host;
        this.port = port;
        this.knownHosts = knownHosts;
        this.policy = policy;
        this.files = files;
        this.form = form;
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

    /**
     * The host key algorithms in the order in which to offer them: first those that fit a key that is known, so that the
     * server proves the key that can be checked.
     */
    public List<String> ordered(List<String> algorithms) {
        var usable = new HashSet<String>();
        for (SSHPublicKey key : knownHosts.keys(host, port)) {
            usable.addAll(key.signatureAlgorithms());
        }
        var ordered = new ArrayList<String>();
        algorithms.stream().filter(usable::contains).forEach(ordered::add);
        algorithms.stream().filter(name -> !usable.contains(name)).forEach(ordered::add);
        return List.copyOf(ordered);
    }

    @Override
    public void verify(SSHPublicKey key, Negotiated negotiated) throws SSHException {
        if (knownHosts.isRevoked(key, host, port)) {
            throw new BadHostKeyException(Reason.REVOKED, key, """
                    the host key of %s is %s, which known_hosts marks as @revoked: whoever has it must not be trusted. Ask the \
                    server's administrator for its new key.""".formatted(server(), key));
        }
        var known = knownHosts.keys(host, port);
        if (!known.contains(key)) {
            decide(new HostKeyQuestion(host, port, key, known));
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
        return knownHosts.keys(host, port).contains(key) && !knownHosts.isRevoked(key, host, port);
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
