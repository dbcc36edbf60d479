package io.javamiko.benchmarks.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.benchmarks.Tiny;
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
        assertThat(results).hasSize(15 * 6);
        var played = results.stream()
                .filter(result -> !result.peer().startsWith("floor"))
                .toList();
        assertThat(played).allSatisfy(result -> {
            assertThat(result.problem()).isEmpty();
            assertThat(result.median("wall").getAsDouble()).isPositive();
        });
    }
}
