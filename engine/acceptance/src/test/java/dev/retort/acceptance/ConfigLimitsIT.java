package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no task files, by mistake or on purpose, under a small heap. */
class ConfigLimitsIT {

    @TempDir
    Path temporary;

    private Workplace work;
    private Retort retort;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        retort = Retort.brief(work.directory()).jvm("-Xmx64m");
    }

    /** Asserts that the file is refused with these lines, in front of the one that counts them. */
    private void assertRefused(String file, String... lines) throws IOException {
        List<String> before = work.tree();
        Retort.Outcome outcome = retort.run("run-task", file);
        assertEquals(2, outcome.exit(), outcome.all());
        assertEquals("", outcome.out());
        assertEquals(
                List.of(lines), outcome.errLines().subList(0, outcome.errLines().size() - 1));
        assertTrue(outcome.err().contains("1 problem; nothing was started."), outcome.err());
        assertEquals(before, work.tree());
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        work.write("task.yaml", "");
        assertRefused("tusk.yaml", "tusk.yaml: error: there is no such file", "     | did you mean task.yaml?");
    }

    @Test
    void aDirectory() throws IOException {
        Files.createDirectory(work.path("task.yaml"));
        assertRefused("task.yaml", "task.yaml: error: is a directory, not a file");
    }

    @Test
    void anEmptyFile() throws IOException {
        work.write("task.yaml", "# nothing but a remark\n");
        assertRefused(
                "task.yaml",
                "task.yaml: error: the file is empty",
                "     | java -jar engine.jar describe <task_type> shows what a file looks like");
    }

    @Test
    void aFileOfTwoHundredMegabytes() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(work.path("task.yaml").toFile(), "rw")) {
            file.setLength(200L << 20);
        }
        assertRefused("task.yaml", "task.yaml: error: larger than 1 MiB; that is no configuration file");
    }

    @Test
    void textThatIsNotUtf8() throws IOException {
        work.write("task.yaml", "task_name: probe\n# gr\u00FC\u00DFe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(
                "task.yaml", "task.yaml:2:5: error: the byte 0xFC here is not UTF-8", "     | save the file as UTF-8");
        work.write("task.yaml", "task_name: probe\n".getBytes(StandardCharsets.UTF_16));
        assertRefused("task.yaml", "task.yaml: error: written in UTF-16", "     | save it as UTF-8");
    }

    @Test
    void characterThatNobodySees() throws IOException {
        work.write("task.yaml", "task_name: a\u0000b\u001B[31m\n");
        assertRefused(
                "task.yaml",
                "task.yaml:1:13: error: the character U+0000 may not stand in YAML",
                "   1 | task_name: a\uFFFDb\uFFFD[31m",
                "     |             ^ delete it, or write it as an escape in double quotes");
    }

    @Test
    void aBombOfAliases() throws IOException {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name <= 'z'; name++) {
            String alias = "*" + (char) (name - 1);
            bomb.append(name).append(": &").append(name).append(" [");
            bomb.append(String.join(", ", java.util.Collections.nCopies(10, alias)))
                    .append("]\n");
        }
        work.write("task.yaml", bomb.toString());
        assertRefused(
                "task.yaml",
                "task.yaml:5:4: error: more than 100,000 values, aliases counted each time",
                "   5 | e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]",
                "     |    ^^^^");
    }

    @Test
    void anAliasOfItself() throws IOException {
        work.write("task.yaml", "a: &a {b: *a}\n");
        assertRefused(
                "task.yaml",
                "task.yaml:1:11: error: the alias '*a' stands inside the value that it refers to",
                "   1 | a: &a {b: *a}",
                "     |           ^^");
    }

    @Test
    void aBombOfDepth() throws IOException {
        work.write("task.yaml", "a:\n  " + "[".repeat(500_000));
        Retort.Outcome outcome = retort.run("run-task", "task.yaml");
        assertEquals(2, outcome.exit(), outcome.all());
        assertEquals(
                "task.yaml:2:52: error: nested more than 50 levels deep",
                outcome.errLines().get(0));
        assertTrue(outcome.errLines().stream().allMatch(line -> line.length() < 150), "a screen, not a flood");
    }

    @Test
    void aBombOfDepthInASetting() throws IOException {
        work.write("task.yaml", "task_name: a\ntask_type: data_distillation\n");
        Retort.Outcome outcome = retort.run("run-task", "task.yaml", "--set", "distillation=" + "[".repeat(50_000));
        assertEquals(2, outcome.exit(), outcome.all());
        assertTrue(outcome.err().contains(": error: the value is not valid YAML\n"), outcome.err());
        assertTrue(outcome.err().length() < 2_000, "a screen, not a flood");
    }

    @Test
    void aFloodOfMistakesIsCutShort() throws IOException {
        work.write("task.yaml", "task_name: a\n" + "a: 1\n".repeat(100_000));
        Retort.Outcome outcome = retort.run("run-task", "task.yaml");
        assertEquals(
                2,
                outcome.exit(),
                outcome.err().substring(0, Math.min(1_000, outcome.err().length())));
        assertTrue(
                outcome.err().length() < 100_000,
                "a screen, not a flood: " + outcome.err().length());
    }

    @Test
    void mistakesInTheSyntaxAreToldInPlainWords() throws IOException {
        work.write("task.yaml", "task_name: a\n\ttask_type: b\n");
        assertRefused(
                "task.yaml",
                "task.yaml:2:1: error: a tab cannot indent a line of YAML",
                "   2 |     task_type: b",
                "     | ^^^^ indent with spaces");
        work.write("task.yaml", "task_name: a: b\n");
        assertRefused(
                "task.yaml",
                "task.yaml:1:12: error: a text without quotes cannot contain ': '",
                "   1 | task_name: a: b",
                "     |            ^^^^ put it into quotes: \"a: b\"");
        work.write("task.yaml", "task_name: \"a\ntask_type: b\n");
        assertRefused(
                "task.yaml",
                "task.yaml:1:12: error: the text that begins here has no closing quote",
                "   1 | task_name: \"a",
                "     |            ^ close the quote");
        work.write("task.yaml", "- a\n- b\n");
        Retort.Outcome list = retort.run("validate", "task.yaml");
        assertEquals(
                "task.yaml:1:1: error: expected lines 'key: value', found a list",
                list.errLines().get(0));
    }

    @Test
    void aNameThatTheLocaleCannotWrite() throws IOException {
        work.write(
                "task.yaml",
                """
                task_name: a
                task_type: data_distillation
                distillation:
                  input_path: gr\u00F6\u00DFe.jsonl
                  output_path: out
                  model_config: model.yaml
                """);
        retort.with("LANG", "C");
        Retort.Outcome inside = retort.run("validate", "task.yaml");
        assertEquals(2, inside.exit(), inside.all());
        assertTrue(inside.err().startsWith("task.yaml:4:15: error: 'input_path' "), inside.err());
        assertTrue(inside.err().contains("LC_ALL=C.UTF-8"), inside.err());
        // The shell writes the name, for the tests may run in such a locale themselves.
        Retort.Outcome argument = retort.under(
                        "sh", "-c", "exec \"$@\" \"$(printf 'gr\\303\\266\\303\\237e.yaml')\"", "sh")
                .run("validate");
        assertEquals(2, argument.exit(), argument.all());
        assertTrue(argument.err().contains("LC_ALL=C.UTF-8"), argument.err());
    }
}
