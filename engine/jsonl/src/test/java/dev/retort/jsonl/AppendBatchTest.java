package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class AppendBatchTest {

    private static final byte[] RECORD = "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final Acknowledgement NOBODY = new Acknowledgement() {
        @Override
        public void durable() {}

        @Override
        public void failed(IOException cause) {}
    };

    private final AppendBatch incoming = new AppendBatch();
    private final AppendBatch batch = new AppendBatch();

    private static void fill(AppendBatch batch, int records) {
        for (int i = 0; i < records; i++) {
            batch.add(RECORD, 0, RECORD.length, NOBODY);
        }
    }

    @Test
    void takesOverWhatIsThereAndAddsWhatComesLater() {
        fill(incoming, 2);
        batch.take(incoming);
        fill(incoming, 1);
        batch.take(incoming);
        assertEquals(3, batch.records());
        assertEquals(3, batch.acknowledgements().size());
        assertArrayEquals(
                "{\"a\":1}\n{\"a\":1}\n{\"a\":1}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Arrays.copyOf(batch.array(), batch.size()));
        assertTrue(incoming.isEmpty());
        assertEquals(0, incoming.size());
    }

    @Test
    void keepsTheArrayOfABusyFile() {
        fill(incoming, 1_000_000);
        batch.take(incoming);
        byte[] large = batch.array();
        for (int commit = 0; commit < 10; commit++) {
            batch.clear();
            for (int write = 0; write < 20; write++) {
                fill(incoming, 50_000);
                batch.take(incoming);
            }
            assertSame(large, batch.array());
        }
    }

    @Test
    void letsTheArrayOfABurstGo() {
        fill(batch, 1_000_000);
        for (int commit = 0; commit < 1_000; commit++) {
            batch.clear();
            fill(batch, 1);
        }
        assertTrue(batch.array().length <= 1 << 16);
    }
}
