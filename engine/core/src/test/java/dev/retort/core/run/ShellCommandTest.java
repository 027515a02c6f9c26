package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {

    @Test
    void aSettingTakesThePlaceOfTheOneOfTheSameKey() {
        assertEquals(
                "run-task my.yaml --set a.b=2 --set a=3 --set x=9",
                ShellCommand.with(
                        List.of("run-task", "--set", "x=1", "my.yaml", "--set=x=5", "--set", "a.b=2"), "a=3", "x=9"));
    }

    @Test
    void whatOnlyLooksLikeASettingStays() {
        assertEquals("validate x=1 --set --set x=2", ShellCommand.with(List.of("validate", "x=1", "--set"), "x=2"));
    }
}
