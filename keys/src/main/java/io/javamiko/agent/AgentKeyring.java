package io.javamiko.agent;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An agent's keys in memory, with what may be done with them (RFC 9987). Each connection to it is an {@link AgentSession}.
 *
 * <p>A key leaves when it is removed, when its lifetime ends, or with {@link #close}; its private half is wiped then. Expired
 * keys are wiped at the next request, or by {@link #expire}. Thread-safe; the confirmation is asked on the session's thread.
 */
public final class AgentKeyring implements AutoCloseable {
    private final AgentKeyringOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<HeldKey> keys = new ArrayList<>(); // guarded by lock
    private final KeyringLock locked = new KeyringLock(); // guarded by lock
    private boolean closed; // guarded by lock

    private AgentKeyring(AgentKeyringOptions options) {
        this.options = options;
    }

    /** An empty keyring that asks nobody: keys that want confirmation are refused. */
    public static AgentKeyring create() {
        return create(k -> {});
    }

    /** An empty keyring. */
    public static AgentKeyring create(Consumer<AgentKeyringOptions> settings) {
        var options = new AgentKeyringOptions();
        settings.accept(options);
        return new AgentKeyring(new AgentKeyringOptions(options));
    }

    /** The state of one connection to this keyring. */
    public AgentSession session() {
        return new AgentSession(this);
    }

    /** Wipes keys whose lifetime has ended. */
    public void expire() {
        lock.lock();
        try {
            dropExpired();
        } finally {
            lock.unlock();
        }
    }

    private void dropExpired() {
        long now = now();
        for (var key : List.copyOf(keys)) {
            if (key.isOver(now)) {
                drop(key);
            }
        }
    }

    private long now() {
        return options.nanoTime.getAsLong();
    }

    /** What the keyring's own owner may see; none while it is locked. */
    public List<AgentKey> keys() {
        lock.lock();
        try {
            dropExpired();
            return locked.isLocked()
                    ? List.of()
                    : keys.stream()
                            .map(key -> new AgentKey(key.publicKey(), key.comment()))
                            .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Adds or replaces a key; whether it did. The request is wiped. */
    boolean add(AgentRequest.AddIdentity request) throws IOException {
        try {
            return added(request);
        } finally {
            Arrays.fill(request.fields(), (byte) 0);
        }
    }

    private boolean added(AgentRequest.AddIdentity request) throws IOException {
        var in = new WireReader(request.fields());
        var fields = AgentKeyFields.decode(in);
        boolean taken = false;
        try {
            String comment = in.text(AgentReply.MAX_COMMENT);
            var constraints = KeyConstraints.decode(in);
            taken = (!constraints.confirmation() || options.confirmation != null)
                    && add(new HeldKey(fields, comment, constraints.confirmation(), endOf(constraints)));
        } finally {
            if (!taken) {
                fields.pair().close();
            }
        }
        return taken;
    }

    private Optional<Long> endOf(KeyConstraints constraints) {
        return constraints
                .lifetime()
                .or(() -> Optional.ofNullable(options.defaultLifetime))
                .map(lifetime -> now() + TimeUnit.SECONDS.toNanos(lifetime.toSeconds()));
    }

    private boolean add(HeldKey key) {
        lock.lock();
        try {
            dropExpired();
            var same = find(key.publicKey().blob());
            if (closed || locked.isLocked() || same.isEmpty() && keys.size() >= options.maximumKeys) {
                return false;
            }
            if (same.isPresent()) {
                keys.set(keys.indexOf(same.get()), key);
                same.get().pair().close();
            } else {
                keys.add(key);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean remove(byte[] blob) {
        lock.lock();
        try {
            dropExpired();
            var key = locked.isLocked() ? Optional.<HeldKey>empty() : find(blob);
            key.ifPresent(this::drop);
            return key.isPresent();
        } finally {
            lock.unlock();
        }
    }

    boolean removeAll() {
        lock.lock();
        try {
            if (locked.isLocked()) {
                return false;
            }
            List.copyOf(keys).forEach(this::drop);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void drop(HeldKey key) {
        keys.remove(key);
        key.pair().close();
    }

    private Optional<HeldKey> find(byte[] blob) {
        return keys.stream()
                .filter(key -> Arrays.equals(key.publicKey().blob(), blob))
                .findFirst();
    }

    /** The key of a request to sign, if it is there and may be used. */
    private Optional<HeldKey> usable(byte[] blob) {
        lock.lock();
        try {
            dropExpired();
            return locked.isLocked() ? Optional.empty() : find(blob);
        } finally {
            lock.unlock();
        }
    }

    /** Signs, after asking where that is wanted; empty if it may not. */
    Optional<byte[]> sign(AgentRequest.SignRequest request, List<SessionBinding> sessions) throws IOException {
        var key = usable(request.key());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        var pair = key.get().pair();
        String algorithm = AgentSignatures.algorithm(pair.publicKey().type(), request.flags());
        if (key.get().confirmation()) {
            boolean may = options.confirmation.mayUse(
                    new AgentKey(key.get().publicKey(), key.get().comment()), sessions);
            if (!may || usable(request.key()).isEmpty()) { // it may have left, or been locked away, meanwhile
                return Optional.empty();
            }
        }
        return Optional.of(pair.sign(algorithm, request.data()));
    }

    boolean lock(byte[] passphrase) {
        lock.lock();
        try {
            return locked.lock(passphrase);
        } finally {
            lock.unlock();
        }
    }

    boolean unlock(byte[] passphrase) {
        lock.lock();
        try {
            return locked.unlock(passphrase, now());
        } finally {
            lock.unlock();
        }
    }

    /** Wipes all keys, and takes no more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            List.copyOf(keys).forEach(this::drop);
        } finally {
            lock.unlock();
        }
    }

    /** A key with its conditions. */
    private record HeldKey(AgentKeyFields fields, String comment, boolean confirmation, Optional<Long> end) {
        SSHPublicKey publicKey() {
            return fields.publicKey();
        }

        SSHKeyPair pair() {
            return fields.pair();
        }

        boolean isOver(long now) {
            return end.isPresent() && now - end.get() >= 0;
        }
    }
}
