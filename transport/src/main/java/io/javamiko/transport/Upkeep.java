package io.javamiko.transport;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.Ticker.Tick;
import io.javamiko.transport.io.Driver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What happens to a connection by the clock alone: the end of a login that takes too long, keepalive, new keys after an
 * hour, the end of a key exchange that does not come. All of it on the ticker's thread, which waits for nothing here.
 */
final class Upkeep {
    private static final int MOST_TIMEOUTS = 10; // a peer that sends on and on may take so many for its key exchange

    private final Driver driver;
    private final Ticker ticker;
    private final Limits limits;
    private final Exchanges exchanges;
    private final KexOutput.Step startRekey;
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private Tick next;
    private boolean stopped;

    // the ticker's thread alone, from start on
    private Keepalive keepalive;
    private Service service;
    private long heard;

    Upkeep(Driver driver, Ticker ticker, Limits limits, Exchanges exchanges, KexOutput.Step startRekey) {
        this.driver = driver;
        this.ticker = ticker;
        this.limits = limits;
        this.exchanges = exchanges;
        this.startRekey = startRekey;
    }

    /** Ends the connection at that deadline, unless {@link #start} comes first. */
    void endAt(Deadline login) {
        if (login.isLimited()) {
            schedule(
                    System.nanoTime() + login.remainingNanos(),
                    () -> driver.failAside(new SSHTimeoutException("nobody was authenticated", login.length())));
        }
    }

    /** The user is authenticated: from now on the connection is kept alive and its keys fresh. */
    void start(Role us, Service runs) {
        service = runs;
        heard = System.nanoTime();
        keepalive = new Keepalive(limits.keepaliveInterval(us), limits.keepaliveMisses(), heard);
        schedule(nextDue(heard), this::tick);
    }

    /** The connection has ended. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        cancel(null);
    }

    private void tick() {
        long now = System.nanoTime();
        try {
            keepAlive();
            rekey(now);
            schedule(nextDue(now), this::tick);
        } catch (IOException
                | RuntimeException
                | Error e) { // an OutOfMemoryError too: nobody would watch the connection
            driver.failAside(e);
        }
    }

    private void keepAlive() throws IOException {
        long last = driver.reader().lastHeard();
        if (last != heard) {
            heard = last;
            keepalive.heard(last);
        }
        switch (keepalive.check(System.nanoTime())) {
            case NONE -> {}
            case PROBE -> service.probe();
            case GIVE_UP ->
                throw new SSHTimeoutException(
                        "no sign of life from " + driver + ", asked " + limits.keepaliveMisses() + " times,",
                        Duration.ofNanos(System.nanoTime() - heard));
        }
    }

    private void rekey(long now) throws IOException {
        long running = exchanges.runningFor(now);
        long timeout = limits.keyExchangeTimeout().toNanos();
        boolean silent = now - heard >= timeout; // what is under way before the peer's KEXINIT takes its time
        if (running >= timeout && silent || running / MOST_TIMEOUTS >= timeout) {
            throw new SSHTimeoutException(
                    "the key exchange with " + driver + " did not end", Duration.ofNanos(running));
        }
        if (running == 0 && now - driver.outbox().rekeyTime() >= 0) {
            startRekey.run();
        }
    }

    /** A key exchange that hangs is found within twice its timeout. */
    private long nextDue(long now) {
        long check = now + limits.keyExchangeTimeout().toNanos();
        long rekey = driver.outbox().rekeyTime();
        long renewed = rekey - now > 0 ? rekey : now + limits.rekeyInterval().toNanos(); // one runs already
        long probe = keepalive.nextDue().orElse(check);
        return earlier(check, earlier(renewed, probe));
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private void schedule(long nanoTime, Runnable task) {
        cancel(ticker.at(nanoTime, task));
    }

    /** Puts a task in the place of the one that waits. */
    private void cancel(Tick successor) {
        Tick last;
        lock.lock();
        try {
            last = stopped && successor != null ? successor : next;
            next = stopped ? null : successor;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.cancel();
        }
    }
}
