package io.javamiko.interop.ours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.javamiko.client.ExecException;
import io.javamiko.server.session.ExecSession;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that writes more than may be kept, to either of its outputs and to nothing else. */
class OutputCapTest {
    @TempDir
    Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tooMuchOnEitherOutputEndsTheCommandAndNotTheConnection() throws Exception {
        try (var server = TestServer.start(
                        directory,
                        s -> s.authorizedKeys(directory.resolve("authorized_keys"))
                                .exec(OutputCapTest::writeForEver));
                var ssh = server.connect()) {
            for (String stream : new String[] {"errors", "output", "errors"}) {
                var tooMuch =
                        catchThrowableOfType(ExecException.class, () -> ssh.exec(stream, e -> e.maxOutput(100_000)));
                assertThat(tooMuch.reason()).isEqualTo(ExecException.Reason.TOO_MUCH_OUTPUT);
                boolean errors = stream.equals("errors");
                assertThat(tooMuch.soFar().errorBytes()).hasSize(errors ? 100_000 : 0);
                assertThat(tooMuch.soFar().bytes()).hasSize(errors ? 0 : 100_000);
            }
        }
    }

    private static int writeForEver(ExecSession session) throws Exception {
        var out = session.commandText().equals("errors") ? session.errorOutput() : session.output();
        byte[] block = new byte[32 * 1024];
        while (!session.isCancelled()) {
            out.write(block);
        }
        return 0;
    }
}
