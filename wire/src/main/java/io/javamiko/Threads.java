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
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
        try {
            var thread = (Thread) START_VIRTUAL.invokeExact(task);
            thread.setName(name);
            return thread;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.startVirtualThread failed", e);
        }
    }

    private static MethodHandle findStartVirtual() {
        if (Runtime.version().feature() < 21) {
            return null; // a preview in 19 and 20
        }
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null; // a runtime without them
        }
    }
}
