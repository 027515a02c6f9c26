package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a good file, it is either still right or reported on; nothing else. */
class MutationTest {

    private static final String GOOD =
            """
            # a task
            task_name: "t"
            task_type: data_distillation
            output_dir: runs/${date}
            flag: true
            few: 3
            large: ${env:N:-12}
            ratio: 0.5
            text: "a ${task.name} \\t é"
            reasoning: keep
            path: ${run.dir}/x
            address: http://h/
            timeout: 1m30s
            pause_secs: 2.5
            level: very_high
            secret: ${secret:API_KEY}
            numbers: [1, 2]
            items:
            - name: a
            - {count: 3}
            prices: &p {"a b": 1, c: 2}
            anything: {x: [1, null, {y: z}], p: *p}
            class: |
              line
            item:
              name: b
            """;
    private static final List<String> PIECES = List.of(
            "\t",
            "\n",
            "\r",
            " ",
            "  ",
            ":",
            ": ",
            "- ",
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            "${",
            "}",
            "$${",
            "${env:",
            "${secret:",
            "#",
            " #",
            "&a",
            "*a",
            "!x ",
            "!!int ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "---\n",
            "...\n",
            "<<: *p\n",
            "\u0000",
            "\uFEFF",
            "日",
            "😀",
            "\u2028",
            "\u0085",
            "~",
            "null",
            "1e999",
            ".nan",
            "-",
            "0x",
            "99999999999999999999",
            "\\",
            "extends: task.yaml\n",
            "extends: nowhere.yaml\n",
            "flag: 1\n",
            "sk-0123456789abcdef");
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                    TaskReference.of("data_distillation", "x", Everything.class).jsonSchema(), InputFormat.JSON);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void leadToARecordOrToProblems(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String yaml = GOOD;
            for (int change = random.nextInt(4); change >= 0; change--) {
                yaml = mutated(yaml, random);
            }
            check(yaml);
        }
    }

    private static String mutated(String yaml, Random random) {
        if (yaml.isEmpty()) {
            return "a";
        }
        int at = random.nextInt(yaml.length());
        int to = Math.min(yaml.length(), at + 1 + random.nextInt(8));
        List<String> lines = yaml.lines().toList();
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        return switch (random.nextInt(6)) {
            case 0 -> yaml.substring(0, at) + yaml.substring(to);
            case 1 -> yaml.substring(0, at) + piece + yaml.substring(at);
            case 2 -> yaml.substring(0, at) + piece + yaml.substring(to);
            case 3 -> yaml.substring(0, at);
            case 4 -> yaml + lines.get(random.nextInt(lines.size())) + "\n";
            default -> yaml.substring(0, at) + yaml.substring(at, to).repeat(2) + yaml.substring(to);
        };
    }

    private static void check(String yaml) {
        Workspace workspace = new Workspace().variable("API_KEY", "tiger-tiger").task(yaml);
        BoundTask<Everything> task = workspace.compose().bind(Everything.class, workspace.path("r"));
        String text = task.problems().text(true);
        assertFalse(text.contains("tiger"), yaml);
        for (Problem problem : task.problems().problems()) {
            assertTrue(problem.message().length() < 400, problem::message);
            if (problem.place() instanceof Place.InFile in) {
                assertTrue(in.line() >= 1 && in.line() <= in.source().lineCount(), problem::headline);
                String line = in.source().line(in.line());
                assertTrue(
                        in.column() >= 1 && in.column() <= line.length() + 2, () -> problem.headline() + "\n" + yaml);
            }
        }
        if (!task.problems().hasErrors() && !yaml.contains("extends:")) {
            BoundTask<Everything> again = workspace.task(task.resolvedYaml()).bind(Everything.class);
            assertEquals("", again.problems().hasErrors() ? Workspace.shown(again) : "", () -> yaml);
            assertEquals(task.config(), again.config(), () -> yaml);
            List<?> refused = SCHEMA.validate(YamlAsJson.of(yaml), InputFormat.JSON);
            assertEquals(List.of(), refused, () -> yaml);
        }
    }
}
