package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The threads of attempts. */
final class WorkersTest {

    @Test
    void areNamed() throws Exception {
        ExecutorService workers = Workers.upTo(2, Runtime.version().feature());
        try {
            assertEquals(
                    "retort-model-1",
                    workers.submit(() -> Thread.currentThread().getName()).get());
        } finally {
            workers.shutdown();
        }
        assertTrue(workers.awaitTermination(1, TimeUnit.MINUTES));
    }

    @Test
    void areFewerThanTenThousandOnJava17() {
        assertEquals(
                "a concurrency of 2,001 needs Java 21 or later; Java 17 is running, which allows 2,000",
                assertThrows(IllegalArgumentException.class, () -> Workers.upTo(2_001, 17))
                        .getMessage());
    }
}
