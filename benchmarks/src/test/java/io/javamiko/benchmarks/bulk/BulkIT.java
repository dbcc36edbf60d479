package io.javamiko.benchmarks.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every client moves a small file each way, and it arrives; how long it takes is not judged. */
@Tag("peers")
class BulkIT {
    @Test
    void everyClientTakesItsTurn() throws Exception {
        assertThat(Bulk.once(2).measured()).isEqualTo(15); // three transfers of five clients
    }
}
