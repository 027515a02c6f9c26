package dev.retort.core.config.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceMaskTest {

    private static String masked(String text, int line) {
        SourceText source = new SourceText("a.yaml", 0, text);
        Place.InFile place = new Place.InFile(source, line, 1, line, 1);
        return Excerpt.of(place, new SourceMask(List.of()), 93).line();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "api_key: tiger | api_key: ***",
                "  api-key:   tiger # mine | api-key:   ***",
                "\"apiKey\": \"tiger\" # mine | \"apiKey\": *** # mine",
                "x: {password: 'a b', y: 1} | x: {password: ***, y: 1}",
                "x: {token: tiger, y: 1} | x: {token: ***",
                "API_KEY=tiger | API_KEY=***",
                "api_keys: [tiger, lion] # two | api_keys: [***] # two",
                "headers: {Authorization: Bearer tiger} | headers: {Authorization: ***",
                "note: Bearer tiger | note: Bearer ***",
                "note: sk-0123456789abcdef x | note: *** x",
                "note: ghp_0123456789abcdef | note: ***",
                "access_key: ${secret:A} tiger | access_key: ${secret:A} tiger",
            })
    void hidesWhatFollowsACredentialsName(String line, String shown) {
        assertEquals(shown, masked(line, 1).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key: ${secret:OPENAI_API_KEY}",
                "api_key: \"${secret:OPENAI_API_KEY}\"",
                "max_tokens: 4096",
                "sort_key: name",
                "key: name",
                "secret_token:",
                "token: {a: 1}",
                "tokenizer: bert",
                "stop_tokens: [a, b]",
                "keys: [a, b]",
                "note: sk-short",
                "input_path: data/secret/prompts.jsonl",
                "text: ${secret:X}",
            })
    void showsEverythingElse(String line) {
        assertEquals(line, masked(line, 1));
    }

    @Test
    void hidesTheLinesOfACredentialThatSpansSeveral() {
        String text = "private_key: |\n  -----\n  tiger\nnext: 1\n";
        assertEquals("  ***", masked(text, 2));
        assertEquals("  ***", masked(text, 3));
        assertEquals("next: 1", masked(text, 4));
        assertEquals("  - ***", masked("api_keys:\n  - tiger\n", 2));
        assertEquals("- ***", masked("api_keys:\n- lion\n- tiger\n", 3));
        assertEquals("- ${secret:A}", masked("api_keys:\n- ${secret:A}\n", 2));
        assertEquals("- ***", masked("api_keys:\n- tiger\n", 2));
        assertEquals("  ***", masked("password:\n  tiger\n", 2));
        assertEquals("  name: x", masked("secret:\n  name: x\n", 2));
    }

    @Test
    void hidesWhatIsKnownToBeASecret() {
        SourceText source = new SourceText("a.yaml", 0, "who: tiger # note\nx: |\n  a\n  b\n");
        Place.InFile secret = new Place.InFile(source, 1, 6, 1, 11);
        Place.InFile block = new Place.InFile(source, 2, 4, 5, 1);
        SourceMask mask = new SourceMask(List.of(secret, block));
        assertEquals(new Excerpt("who: *** # note", 5, 3), Excerpt.of(secret, mask, 93));
        assertEquals(new Excerpt("x: ***", 3, 3), Excerpt.of(block, mask, 93));
        assertEquals(
                "***",
                Excerpt.of(new Place.InFile(source, 3, 3, 3, 4), mask, 93).line());
    }

    @Test
    void aPlaceWithinASecretMarksAllOfIt() {
        SourceText source = new SourceText("a.yaml", 0, "api_key: tiger tiger\n");
        assertEquals(
                new Excerpt("api_key: ***", 9, 3),
                Excerpt.of(new Place.InFile(source, 1, 14, 1, 16), new SourceMask(List.of()), 93));
    }
}
