package io.javamiko.benchmarks.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.benchmarks.Tiny;
import io.javamiko.benchmarks.report.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every client moves a small file each way, and it arrives; how long it takes is not judged. */
@Tag("peers")
class BulkIT {
    @Test
    void everyClientTakesItsTurn(@TempDir Path folder) throws Exception {
        var results = Tiny.run(folder, "bulk");
        assertThat(results).hasSize(9 * 12 + 5 * 6); // on sshd, and on the two others
        assertThat(results).allSatisfy(result -> assertThat(result.problem()).isIn("", "not supported"));
        assertThat(results.stream().filter(BulkIT::mustPlay)).allSatisfy(result -> {
            assertThat(result.problem()).isEmpty();
            assertThat(result.median("wall").getAsDouble()).isPositive();
        });
    }

    /** The libraries of Maven do all of this; of the programs, each one thing at least. */
    private static boolean mustPlay(Result result) {
        var what = result.scenario().name() + " " + result.scenario().cipher() + " " + result.peer();
        return result.peer().matches("(javamiko|mina|sshj|jsch) .*")
                || what.matches("SFTP get aes128-gcm.* (floor.*|openssh|putty|asyncssh)|SFTP get aes256-ctr paramiko");
    }
}
