package dev.retort.core.config.problem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialNamesTest {

    @Test
    void knowsVariablesThatHoldCredentials() {
        for (String name : List.of("OPENAI_API_KEY", "HF_TOKEN", "DB_PWD", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY")) {
            assertTrue(CredentialNames.isVariable(name), name);
        }
    }

    @Test
    void knowsVariablesThatHoldPlaces() {
        for (String name : List.of("PWD", "OLDPWD", "TOKEN_FILE", "SSH_KEY_PATH", "KEY_DIR", "HOME", "MONKEY")) {
            assertFalse(CredentialNames.isVariable(name), name);
        }
    }
}
