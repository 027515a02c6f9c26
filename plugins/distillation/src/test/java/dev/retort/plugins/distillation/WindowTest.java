package dev.retort.plugins.distillation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowTest {

    /** Enters from another thread; the future ends when it is in, or turned away. */
    private static CompletableFuture<Boolean> entering(Window window, int weight) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return window.enter(weight, any -> true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void boundsTheNumber() throws Exception {
        Window window = new Window(2, 1_000);
        assertTrue(window.enter(1, any -> true));
        assertTrue(window.enter(1, any -> true));
        CompletableFuture<Boolean> third = entering(window, 1);
        assertFalse(third.isDone());
        window.leave(1);
        assertTrue(third.get(10, TimeUnit.SECONDS));
    }

    @Test
    void boundsTheBytesButLetsAGiantInAlone() throws Exception {
        Window window = new Window(10, 100);
        assertTrue(window.enter(5_000, any -> true));
        CompletableFuture<Boolean> second = entering(window, 1);
        assertFalse(second.isDone());
        window.leave(5_000);
        assertTrue(second.get(10, TimeUnit.SECONDS));
    }

    @Test
    void letsMoreInOnceAnEighthHasLeft() throws Exception {
        Window window = new Window(16, 1_000);
        for (int i = 0; i < 16; i++) {
            assertTrue(window.enter(1, any -> true));
        }
        CompletableFuture<Boolean> next = entering(window, 1);
        window.leave(1);
        window.leave(1);
        assertTrue(next.get(10, TimeUnit.SECONDS));
    }

    @Test
    void letsALargeRecordInOnceItFits() throws Exception {
        Window window = new Window(100, 100);
        for (int i = 0; i < 10; i++) {
            assertTrue(window.enter(10, any -> true));
        }
        CompletableFuture<Boolean> large = entering(window, 90);
        for (int i = 0; i < 9; i++) {
            assertFalse(large.isDone());
            window.leave(10);
        }
        assertTrue(large.get(10, TimeUnit.SECONDS));
    }

    @Test
    void asksAgainWhetherOneMoreIsAllowedWheneverOneHasLeft() throws Exception {
        Window window = new Window(16, 1_000);
        for (int i = 0; i < 8; i++) {
            assertTrue(window.enter(1, any -> true));
        }
        CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(() -> {
            try {
                return window.enter(1, underWay -> underWay < 8);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        window.leave(1);
        assertTrue(next.get(10, TimeUnit.SECONDS));
    }

    @Test
    void turnsEveryoneAwayWhenClosed() throws Exception {
        Window window = new Window(1, 100);
        assertTrue(window.enter(1, any -> true));
        CompletableFuture<Boolean> second = entering(window, 1);
        window.close();
        assertFalse(second.get(10, TimeUnit.SECONDS));
        assertFalse(window.enter(1, any -> true));
        window.leave(1);
        window.awaitEmpty();
    }
}
