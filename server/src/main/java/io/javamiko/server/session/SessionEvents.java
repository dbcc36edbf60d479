package io.javamiko.server.session;

import io.javamiko.connection.SessionRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What a client sends to a handler at work: its terminal's sizes, and signals. Thread-safe; listeners are called with no lock. */
final class SessionEvents {
    private static final int MAX_SIGNALS = 16; // that wait for a listener

    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Deque<String> signals = new ArrayDeque<>();
    private Optional<Terminal> terminal;
    private Consumer<Terminal> resizeListener = size -> {};
    private Consumer<String> signalListener; // null until the handler sets one

    SessionEvents(Optional<Terminal> terminal) {
        this.terminal = terminal;
    }

    Optional<Terminal> terminal() {
        lock.lock();
        try {
            return terminal;
        } finally {
            lock.unlock();
        }
    }

    void resize(SessionRequest.WindowChange change) {
        Optional<Terminal> now;
        Consumer<Terminal> listener;
        lock.lock();
        try {
            terminal = terminal.map(known -> known.resized(change));
            now = terminal;
            listener = resizeListener;
        } finally {
            lock.unlock();
        }
        now.ifPresent(listener);
    }

    void onResize(Consumer<Terminal> listener) {
        lock.lock();
        try {
            resizeListener = listener;
        } finally {
            lock.unlock();
        }
    }

    void signal(String name) {
        Consumer<String> listener;
        lock.lock();
        try {
            listener = signalListener;
            if (listener == null && signals.size() < MAX_SIGNALS) {
                signals.add(name);
            }
        } finally {
            lock.unlock();
        }
        if (listener != null) {
            listener.accept(name);
        }
    }

    void onSignal(Consumer<String> listener) {
        List<String> waiting;
        lock.lock();
        try {
            signalListener = listener;
            waiting = List.copyOf(signals);
            signals.clear();
        } finally {
            lock.unlock();
        }
        waiting.forEach(listener);
    }
}
