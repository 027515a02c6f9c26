package dev.retort.core.config.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarKindTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+12", "007", "0o17", "0xFf", "9999999999999999999999"})
    void integers(String text) {
        assertEquals(ScalarKind.INTEGER, ScalarKind.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.", ".5", "-0.5", "+1e3", "1E-3", "1.5e+3", ".inf", "-.Inf", "+.INF", ".nan", ".NaN", "0."})
    void floats(String text) {
        assertEquals(ScalarKind.FLOAT, ScalarKind.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "False", "TRUE"})
    void truthValues(String text) {
        assertEquals(ScalarKind.BOOLEAN, ScalarKind.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void nothing(String text) {
        assertEquals(ScalarKind.NULL, ScalarKind.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "-", "+", ".", "e", "e3", ".e3", "1e", "1e+", "0o", "0o8", "0x", "0xG", "-0x1", "1_000", "1,5",
                "1.2.3", "٣", "yes", "No", "tRue", "nULL", "inf", "nan", "-.nan", "1 2", "0b1", "1:30", "--1", "1e1.5",
            })
    void texts(String text) {
        assertEquals(ScalarKind.TEXT, ScalarKind.of(text));
    }
}
