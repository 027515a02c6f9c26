package dev.retort.core.config.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KEYS =
            List.of("input_path", "output_path", "model_config", "batch_size", "n", "top_p");

    @ParameterizedTest
    @CsvSource({
        "input_pat, input_path",
        "inptu_path, input_path",
        "Input-Path, input_path",
        "inputpath, input_path",
        "batchSize, batch_size",
        "ouput_path, output_path",
        "model, model_config",
        "config, model_config",
        "topp, top_p",
        "tpo_p, top_p",
        "zebra, none",
        "path, input_path",
        "p, n",
        "x_y_z, none",
    })
    void isWhatWasProbablyMeant(String given, String meant) {
        assertEquals(meant, Nearest.to(given, KEYS).orElse("none"));
    }

    @Test
    void countsSwapsAsOneEdit() {
        assertEquals(1, Nearest.distance("ab", "ba", 9));
        assertEquals(3, Nearest.distance("kitten", "sitting", 9));
        assertEquals(2, Nearest.distance("kitten", "sitting", 2));
        assertEquals(4, Nearest.distance("", "abcd", 9));
    }
}
