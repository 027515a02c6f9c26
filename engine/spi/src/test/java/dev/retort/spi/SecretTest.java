package dev.retort.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void neverPrintsItsValue() {
        record Holder(Secret key) {}
        Secret secret = Secret.of("API_KEY", "tiger-in-the-tank");
        assertEquals("***", secret.toString());
        assertFalse(new Holder(secret).toString().contains("tiger"));
        assertEquals("tiger-in-the-tank", secret.reveal());
    }

    @Test
    void namesItselfWhenItIsNotSet() {
        Secret secret = Secret.unset("API_KEY");
        assertFalse(secret.isSet());
        assertEquals(
                "the secret API_KEY is not set",
                assertThrows(IllegalStateException.class, secret::reveal).getMessage());
    }
}
