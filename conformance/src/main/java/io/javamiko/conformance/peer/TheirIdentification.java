package io.javamiko.conformance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.time.Duration;

/** The target's identification, and the lines before it (RFC 4253 §4.2). */
final class TheirIdentification {
    private static final int MOST_LINES = 2000; // before it

    private final PeerLink link;
    private final Role us;

    TheirIdentification(PeerLink link, Role us) {
        this.link = link;
        this.us = us;
    }

    /** Its bytes, line end included; lines before it are passed over, if a server sends them. */
    byte[] expect(Duration most) throws IOException {
        var deadline = Deadline.after(most);
        try {
            for (int i = 0; i < MOST_LINES; i++) {
                byte[] line = link.readLine(deadline);
                if (line == null || line[line.length - 1] != '\n') {
                    throw new ExpectationException(
                            "expected an identification, the target closed the connection", true);
                }
                if (isOne(line)) {
                    return line;
                }
                if (us == Role.SERVER) {
                    throw new ExpectationException("a client's first line must be its identification");
                }
            }
            throw new ExpectationException("expected an identification, got " + MOST_LINES + " other lines");
        } catch (SSHTimeoutException e) {
            throw Expectations.late("an identification", most, e);
        }
    }

    /** Whether it comes, after lines of text, before the connection ends. */
    boolean comesAtLast(Duration most) throws IOException {
        var deadline = Deadline.after(most);
        try {
            byte[] line = link.readLine(deadline);
            while (line != null && !isOne(line)) {
                line = link.readLine(deadline);
            }
            return line != null;
        } catch (SSHTimeoutException e) {
            throw Expectations.late("the end of the connection", most, e);
        }
    }

    private static boolean isOne(byte[] line) {
        return new String(line, ISO_8859_1).startsWith("SSH-");
    }
}
