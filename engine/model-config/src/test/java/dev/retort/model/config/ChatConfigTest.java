package dev.retort.model.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatConfigTest {

    private static ChatConfig streaming(Optional<Boolean> stream) {
        return new ChatConfig("m", Optional.of(0.5), Optional.empty(), stream, Map.of("n", 2));
    }

    @Test
    void asksForAStreamOnlyWhenItSaysSo() {
        assertEquals(
                Map.of("temperature", 0.5, "n", 2, "stream", true),
                streaming(Optional.of(true)).parameters());
        assertEquals(
                Map.of("temperature", 0.5, "n", 2),
                streaming(Optional.of(false)).parameters());
        assertEquals(
                Map.of("temperature", 0.5, "n", 2), streaming(Optional.empty()).parameters());
    }
}
