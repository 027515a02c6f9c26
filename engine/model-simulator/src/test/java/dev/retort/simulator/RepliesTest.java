package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.RawClient.Answer;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepliesTest {

    @Test
    void answersAsAChatCompletion() throws IOException {
        Behaviour behaviour = Behaviour.defaults().withReplyLength(ReplyLength.parse("1"));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0, () -> Instant.ofEpochSecond(1_770_000_000))) {
            Answer answer = RawClient.ask(model, RawClient.QUESTION);

            assertEquals(200, answer.status());
            assertEquals("true", answer.fields().get("x-simulated"));
            assertEquals("Mon, 02 Feb 2026 02:40:00 GMT", answer.fields().get("date"));
            assertEquals("application/json", answer.fields().get("content-type"));
            assertTrue(answer.body().contains("Simulated reply"));
            assertTrue(answer.body().contains("\"created\":1770000000,\"model\":\"m\""), answer.body());
        }
    }
}
