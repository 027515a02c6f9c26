package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.run.CancellationSource.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationSourceTest {

    private final CancellationSource source = new CancellationSource();
    private final List<String> told = new ArrayList<>();

    @Test
    void theFirstRequestDrainsTheSecondStops() {
        source.onRequest(() -> told.add("drain"));
        source.onStopNow(() -> told.add("stop"));
        assertFalse(source.requested());
        assertEquals(Stage.DRAIN, source.request());
        assertTrue(source.requested());
        assertEquals(List.of("drain"), told);
        assertEquals(Stage.STOP_NOW, source.request());
        assertEquals(Stage.STOP_NOW, source.request());
        assertEquals(List.of("drain", "stop"), told);
    }

    @Test
    void stoppingAtOnceDrainsToo() {
        source.onRequest(() -> told.add("drain"));
        source.onStopNow(() -> told.add("stop"));
        source.raise(Stage.STOP_NOW);
        assertEquals(List.of("drain", "stop"), told);
        source.raise(Stage.DRAIN);
        assertEquals(Stage.STOP_NOW, source.stage());
    }

    @Test
    void anActionThatComesTooLateRunsAtOnce() {
        source.request();
        source.onRequest(() -> told.add("late"));
        assertEquals(List.of("late"), told);
    }

    @Test
    void aClosedRegistrationDoesNotRun() {
        Runnable action = () -> told.add("closed");
        var first = source.onRequest(action);
        source.onRequest(action);
        first.close();
        first.close();
        source.request();
        assertEquals(List.of("closed"), told);
    }

    @Test
    void anActionThatFailsDoesNotKeepTheOthersFromRunning() {
        source.onRequest(() -> {
            throw new IllegalStateException("of the plugin");
        });
        source.onRequest(() -> told.add("other"));
        source.request();
        assertEquals(List.of("other"), told);
    }

    @Test
    void anActionMayRegisterAnother() {
        source.onRequest(() -> source.onRequest(() -> told.add("inner")));
        source.request();
        assertEquals(List.of("inner"), told);
    }
}
