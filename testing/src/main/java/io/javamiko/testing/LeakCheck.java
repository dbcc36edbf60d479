package io.javamiko.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a thread (virtual ones too), a socket or a process behind: {@code @ExtendWith(LeakCheck.class)}.
 * What is on its way out gets 10 s to be gone. Fixtures that outlive a test (a server for the whole class) were there
 * before and do not count, but what they hold for a connection of this test does.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern OF_THE_JVM = Pattern.compile(
            "ForkJoinPool.*|CompletableFutureDelay.*|process reaper.*"
                    + "|VirtualThread-unparker.*|(Read|Write|Master|Sub)-?Poller.*|.*-unblocker.*|Common-Cleaner|Signal Dispatcher"
                    + "|Attach Listener|surefire.*|ping-.*|junit.*|Java2D.*|DestroyJavaVM|Finalizer|Reference Handler|Notification.*");
    private static final Pattern IN_THE_DUMP =
            Pattern.compile("\"tid\": \"?(\\d+)\"?,[^{}\\[\\]]*?\"name\": \"([^\"]*)\"");

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    /** Made by JUnit. */
    public LeakCheck() {}

    /** What a JVM holds that a connection may hold, too. */
    public record Held(Set<String> threads, Set<String> sockets, Set<String> processes) {
        /** What is held now. */
        public static Held now() {
            return new Held(liveThreads(), openSockets(), childProcesses());
        }

        /** What is here and was not there before. */
        Held since(Held before) {
            return new Held(
                    without(threads, before.threads),
                    without(sockets, before.sockets),
                    without(processes, before.processes));
        }

        boolean isEmpty() {
            return threads.isEmpty() && sockets.isEmpty() && processes.isEmpty();
        }
    }

    /**
     * Holds what is held now against {@code before}.
     *
     * @throws AssertionError if after 10 s there is still more than before
     */
    public static void assertNothingIsLeftSince(Held before) {
        Await.until(
                LIMIT,
                () -> "left behind: " + Held.now().since(before),
                () -> Held.now().since(before).isEmpty());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Held.now(); // the first look loads classes and opens files of its own
        openFirstSocket();
        context.getStore(NAMESPACE).put(Held.class, Held.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) { // a failure must not be hidden behind what it left
            assertNothingIsLeftSince(context.getStore(NAMESPACE).get(Held.class, Held.class));
        }
    }

    /** The JVM keeps a socket of its own from the first use of each kind of channel on: it marks files that are being closed. */
    private static void openFirstSocket() {
        try (var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = new Socket(
                        InetAddress.getLoopbackAddress(), server.socket().getLocalPort());
                var accepted = server.accept()) {
            client.shutdownOutput();
            accepted.shutdownInput();
        } catch (IOException e) {
            throw new AssertionError("no loopback sockets here", e);
        }
    }

    private static Set<String> liveThreads() {
        var threads = new TreeMap<Long, String>();
        if (Runtime.version().feature() >= 21) {
            var matcher = IN_THE_DUMP.matcher(dumpOfAllThreads());
            while (matcher.find()) {
                threads.put(Long.valueOf(matcher.group(1)), matcher.group(2));
            }
        } else {
            Thread.getAllStackTraces().keySet().forEach(thread -> threads.put(thread.getId(), thread.getName()));
        }
        var found = new TreeSet<String>();
        threads.forEach((id, name) -> {
            if (!OF_THE_JVM.matcher(name).matches()) {
                found.add(name + " #" + id);
            }
        });
        return found;
    }

    /** Virtual threads are in no list but this one. */
    private static String dumpOfAllThreads() {
        try {
            var folder = Files.createTempDirectory("javamiko-threads-");
            var file = folder.resolve("dump.json");
            try {
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                                "dumpThreads",
                                new Object[] {file.toString(), "JSON"},
                                new String[] {"java.lang.String", "java.lang.String"});
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | JMException e) {
            throw new AssertionError("this JVM does not tell its virtual threads", e);
        }
    }

    /** The sockets among the open files, where the system tells them. */
    private static Set<String> openSockets() {
        var found = new LinkedHashSet<String>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var file : files) {
                var target = linkTarget(file);
                if (target.startsWith("socket:")) {
                    found.add(target);
                }
            }
        } catch (IOException e) {
            return Set.of(); // not Linux
        }
        return found;
    }

    private static String linkTarget(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static Set<String> childProcesses() {
        var found = new LinkedHashSet<String>();
        ProcessHandle.current()
                .descendants()
                .forEach(process ->
                        found.add(process.pid() + " " + process.info().command().orElse("")));
        return found;
    }

    private static Set<String> without(Set<String> now, Set<String> before) {
        var rest = new TreeSet<>(now);
        rest.removeAll(before);
        return rest;
    }
}
