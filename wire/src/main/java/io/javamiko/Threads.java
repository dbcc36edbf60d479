package io.javamiko;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes the library's threads: virtual where the runtime has them (21 and later), daemon threads elsewhere. Nothing is
 * pooled and nothing is global; who starts a thread ends it.
 */
public final class Threads {
    private static final MethodHandle START_VIRTUAL = findStartVirtual();
    private static final MethodHandle IS_VIRTUAL = findIsVirtual();

    private Threads() {}

    /** Whether {@link #start} makes virtual threads on this runtime. */
    public static boolean areVirtual() {
        return START_VIRTUAL != null;
    }

    /**
     * Starts a thread.
     *
     * @param name for thread dumps, for example {@code "javamiko reader host:22"}
     * @throws OutOfMemoryError if the system has no room for another platform thread
     */
    public static Thread start(String name, Runnable task) {
        if (START_VIRTUAL == null) {
            return startPlatform(name, task);
        }
        try {
            return (Thread) START_VIRTUAL.invokeExact(name, task);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread could not be started", e);
        }
    }

    /** Whether the calling thread is virtual. */
    public static boolean isCallerVirtual() {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a thread does not say what it is", e);
        }
    }

    /**
     * Starts a virtual thread or a platform thread; always the latter where the runtime has no other.
     *
     * @param name for thread dumps
     * @throws OutOfMemoryError if the system has no room for another platform thread
     */
    public static Thread start(boolean virtual, String name, Runnable task) {
        return virtual ? start(name, task) : startPlatform(name, task);
    }

    /**
     * Starts a platform thread, a daemon, on any runtime: for what acts otherwise on a virtual one.
     *
     * @param name for thread dumps
     * @throws OutOfMemoryError if the system has no room for another platform thread
     */
    public static Thread startPlatform(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** {@code (name, task) -> Thread.ofVirtual().name(name).start(task)}, or {@code null} where there is no such thing. */
    private static MethodHandle findStartVirtual() {
        if (Runtime.version().feature() < 21) {
            return null; // a preview in 19 and 20
        }
        try {
            var lookup = MethodHandles.publicLookup();
            var builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            var ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            var name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            var start = lookup.findVirtual(builder, "start", MethodType.methodType(Thread.class, Runnable.class));
            return MethodHandles.collectArguments(start, 0, MethodHandles.foldArguments(name, ofVirtual));
        } catch (ReflectiveOperationException e) {
            return null; // a runtime without them
        }
    }

    private static MethodHandle findIsVirtual() {
        if (START_VIRTUAL == null) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
