package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in a task file: all of them at once, where they stand, with the mend, and nothing started. */
class ConfigProblemsIT {

    private static final String ENGINE = "java -jar " + Retort.home().resolve("engine.jar");

    @TempDir
    Path temporary;

    private Workplace work;
    private Retort retort;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        retort = Retort.brief(work.directory());
        PluginJar.of(new Probe()
                        .config("@Default(\"hello\") String text, @Default(\"1\") @Range(min = 1, max = 9) int number,"
                                + " @Default(\"{}\") Section section, Optional<Path> place")
                        .members("public record Section(@Default(\"a\") String one, @Default(\"b\") String two) {}"))
                .writeTo(work.path("plugins/my-probe.jar"));
    }

    private Retort.Outcome run(String file, String... more) {
        List<String> words = new ArrayList<>(List.of("run-task", file, "--plugins-dir", "plugins"));
        words.addAll(List.of(more));
        return retort.run(words.toArray(String[]::new));
    }

    private void assertRefused(Retort.Outcome outcome, String problems) throws IOException {
        assertEquals(2, outcome.exit(), outcome.all());
        assertEquals("", outcome.out());
        assertEquals(problems, withoutLastLine(outcome.err()));
        assertTrue(!Files.exists(work.path("runs")) && !Files.exists(work.path("out")), "something was started");
    }

    private static String withoutLastLine(String text) {
        return text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
    }

    /** The headline of a run that went well. */
    private String headline(Retort.Outcome outcome) {
        assertEquals(0, outcome.exit(), outcome.all());
        return outcome.outLines().stream()
                .filter(line -> line.startsWith("done in "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyMistakeAtOnceAndNothingStarted() throws IOException {
        work.borrow("configs");
        work.borrow("examples");
        work.write("env/local.env", "OTHER=1\n");
        Files.setPosixFilePermissions(work.path("env/local.env"), PosixFilePermissions.fromString("rw-------"));
        work.write(
                "configs/tasks/my.yaml",
                """
                # My task
                task_name: "my"
                task_type: "data_distillation"

                distillation:
                  input_path: "examples/distillation/prompts.jsonl"
                  output_path: "out/distill/"
                  model_config: "configs/models/big.yaml"
                  concurrency: "thirty"
                  batchsize: 30
                environment:
                  env_file: "env/local.env"
                """);
        work.write(
                "configs/models/big.yaml",
                """
                # A real model
                client_config:
                  base_url: "https://127.0.0.1:9/v1"
                  api_key: ${secret:OPENAI_API_KEY}
                chat_config:
                  model: "big"
                """);
        List<String> before = work.tree();
        Retort.Outcome run = retort.run("run-task", "configs/tasks/my.yaml");
        assertEquals(2, run.exit());
        assertEquals("", run.out());
        assertEquals(
                """
                configs/tasks/my.yaml:9:16: error: 'concurrency' must be a whole number, found the text "thirty"
                   9 |   concurrency: "thirty"
                     |                ^^^^^^^^ write a number without quotes, from 1 to 10000
                configs/tasks/my.yaml:10:3: error: unknown key 'batchsize' in 'distillation' — did you mean 'batch_size'?
                  10 |   batchsize: 30
                     |   ^^^^^^^^^
                configs/models/big.yaml:4:12: error: the secret OPENAI_API_KEY is not set (referred to from configs/tasks/my.yaml:8:17)
                     | put OPENAI_API_KEY=… into env/local.env, or export it
                3 problems; nothing was started. Keys and examples: %s describe data_distillation
                """
                        .formatted(ENGINE),
                run.err());
        assertEquals(before, work.tree());
    }

    @Test
    void aChainOfFilesIsMergedFromTheGroundUp() throws IOException {
        work.write("ground.yaml", "task_type: probe\ntext: ground\nnumber: 1\nsection: {one: ground, two: ground}\n");
        work.write("shared/middle.yaml", "extends: ../ground.yaml\nnumber: 2\nsection:\n  two: middle\n");
        work.write("task.yaml", "extends: shared/middle.yaml\ntask_name: probe\nnumber: 3\n");
        assertEquals(
                "Config[text=ground, number=3, section=Section[one=ground, two=middle], place=Optional.empty]",
                headline(run("task.yaml")));
    }

    @Test
    void aMistakeInAFileBelowStandsThere() throws IOException {
        work.write("ground.yaml", "task_type: probe\n\nnumber: 10\n");
        work.write("middle.yaml", "extends: ground.yaml\ntexts: middle\n");
        work.write("task.yaml", "extends: middle.yaml\ntask_name: probe\ntext: 3\n");
        assertRefused(
                run("task.yaml"),
                """
                task.yaml:3:7: error: 'text' must be text, found the number 3
                   3 | text: 3
                     |       ^ put it into quotes: "3"
                middle.yaml:2:1: error: unknown key 'texts' — did you mean 'text'?
                   2 | texts: middle
                     | ^^^^^
                ground.yaml:3:9: error: 'number' must be from 1 to 9, found 10
                   3 | number: 10
                     |         ^^
                """);
    }

    @Test
    void aCircleOfFiles() throws IOException {
        work.write("a.yaml", "extends: b.yaml\ntask_name: probe\ntask_type: probe\n");
        work.write("b.yaml", "extends: a.yaml\n");
        assertRefused(
                run("a.yaml"),
                """
                b.yaml:1:10: error: the files extend each other in a circle: a.yaml → b.yaml → a.yaml
                   1 | extends: a.yaml
                     |          ^^^^^^ delete one 'extends'
                """);
    }

    @Test
    void aFileBelowThatIsNotThere() throws IOException {
        work.write("base.yaml", "task_type: probe\n");
        work.write("task.yaml", "task_name: probe\ntask_type: probe\nextends: bas.yaml\n");
        assertRefused(
                run("task.yaml"),
                """
                task.yaml:3:10: error: there is no file bas.yaml
                   3 | extends: bas.yaml
                     |          ^^^^^^^^ did you mean base.yaml?
                """);
    }

    @Test
    void settingsWinOverTheFileAndAreCheckedLikeIt() throws IOException {
        work.write("task.yaml", "task_name: probe\ntask_type: probe\nnumber: 2\nsection: {one: file, two: file}\n");
        assertEquals(
                "Config[text=007, number=9, section=Section[one=file, two=x = y], place=Optional[a b]]",
                headline(run(
                        "task.yaml",
                        "--set",
                        "number=8",
                        "--set",
                        "number=9",
                        "--set",
                        "text=007",
                        "--set",
                        "section.two=x = y",
                        "--set",
                        "place=a b")));
        Files.move(work.path("runs"), work.path("kept"));
        assertRefused(
                run(
                        "task.yaml",
                        "--set",
                        "number=ten",
                        "--set",
                        "section.thre=1",
                        "--set",
                        "justakey",
                        "--set",
                        "text=[1",
                        "--set",
                        "extends=other.yaml"),
                """
                --set justakey: error: not of the form key=value
                     | for example --set distillation.batch_size=30
                --set text=[1: error: the value is not valid YAML
                     | a text that begins with one of [ { " ' goes into quotes
                --set extends=other.yaml: error: 'extends' can only stand in a file
                --set number=ten: error: 'number' must be a whole number, found the text "ten"
                     | write a number, from 1 to 9
                --set section.thre=1: error: unknown key 'thre' in 'section'
                     | known keys: one, two
                """);
    }

    @Test
    void variablesComeFromTheProcessAndFromTheEnvFile() throws IOException {
        work.write(
                "local.env",
                """
                # a comment
                export PLAIN=from the file # a remark
                SINGLE='as $it #stands\\n'
                DOUBLE="two\\nlines \\"quoted\\""

                WINS=file
                EMPTY=
                """);
        Files.setPosixFilePermissions(work.path("local.env"), PosixFilePermissions.fromString("rw-------"));
        work.write(
                "task.yaml",
                """
                task_name: probe
                task_type: probe
                text: "${env:PLAIN}|${env:SINGLE}|${env:DOUBLE}|${env:WINS}|${env:EMPTY:-none}|${env:ABSENT:-there}|$${env:X}"
                number: ${env:NUMBER}
                place: ${run.dir}/${task.name}
                environment:
                  env_file: local.env
                """);
        retort.with("WINS", "process").with("NUMBER", "7");
        Retort.Outcome run = run("task.yaml");
        assertEquals(0, run.exit(), run.all());
        String headline = work.json(work.path("runs/probe/latest/run.json"))
                .get("headline")
                .asString();
        assertTrue(
                headline.startsWith(
                        "Config[text=from the file|as $it #stands\\n|two\nlines \"quoted\"|process|none|there|"
                                + "${env:X}, number=7, "),
                headline);
        assertTrue(headline.endsWith("/probe]]"), headline);
    }

    @Test
    void theRunDirectoryInATextIsTheRealOne() throws IOException {
        work.write("task.yaml", "task_name: probe\ntask_type: probe\nplace: ${run.dir}/x.txt\n");
        String headline = headline(run("task.yaml"));
        assertTrue(headline.endsWith("place=Optional[" + work.latestRun("probe") + "/x.txt]]"), headline);
    }

    @Test
    void variablesThatAreNotThere() throws IOException {
        work.write(
                "task.yaml",
                """
                task_name: probe
                task_type: probe
                text: "a ${env:MISSING} b"
                number: ${env:}
                place: "${env:HOMES}"
                section:
                  one: ${evn:X}
                  two: "${open"
                """);
        retort.with("HOME", "/home/you");
        assertRefused(
                run("task.yaml"),
                """
                task.yaml:3:10: error: the environment variable MISSING is not set
                   3 | text: "a ${env:MISSING} b"
                     |          ^^^^^^^^^^^^^^ export MISSING=…, or give a default: ${env:MISSING:-…}
                task.yaml:4:9: error: ${env:…} needs the name of an environment variable
                   4 | number: ${env:}
                     |         ^^^^^^^ letters, digits and '_': ${env:NAME}, or ${env:NAME:-text} with a default
                task.yaml:5:9: error: the environment variable HOMES is not set
                   5 | place: "${env:HOMES}"
                     |         ^^^^^^^^^^^^ did you mean HOME? or export HOMES=…, or give a default: ${env:HOMES:-…}
                task.yaml:7:8: error: there is no ${evn:X}
                   7 |   one: ${evn:X}
                     |        ^^^^^^^^
                     | there are ${env:NAME}, ${env:NAME:-text}, ${secret:NAME}, ${run.dir}, ${task.name}, ${date};
                     | write $${ for the characters themselves
                task.yaml:8:9: error: '${' without '}'
                   8 |   two: "${open"
                     |         ^^^^^^ close it, or write $${ for the characters themselves
                """);
    }

    @Test
    void anEnvFileThatOthersCanReadIsWarnedAbout() throws IOException {
        work.write("task.yaml", "task_name: probe\ntask_type: probe\nenvironment:\n  env_file: local.env\n");
        work.write("local.env", "A=1\n");
        Files.setPosixFilePermissions(work.path("local.env"), PosixFilePermissions.fromString("rw-r--r--"));
        Retort.Outcome run = run("task.yaml");
        assertEquals(0, run.exit(), run.all());
        assertEquals(
                "local.env: warning: other users of this machine can read this file\n     | chmod 600 local.env\n",
                run.err());
        Files.setPosixFilePermissions(work.path("local.env"), PosixFilePermissions.fromString("rw-------"));
        assertEquals("", run("task.yaml").err());
    }

    @Test
    void anEnvFileThatIsNotThereStopsOnlyWhoNeedsIt() throws IOException {
        String task = "task_name: probe\ntask_type: probe\nenvironment:\n  env_file: env/local.env\n";
        String warning =
                """
                task.yaml:4:13: warning: there is no env file env/local.env
                   4 |   env_file: env/local.env
                     |             ^^^^^^^^^^^^^
                     | cp env/local.env.example env/local.env && chmod 600 env/local.env, then fill it in
                """;
        work.write("env/local.env.example", "A=\n");
        work.write("task.yaml", task + "text: ${env:A}\n");
        assertRefused(
                run("task.yaml"),
                warning
                        + """
                        task.yaml:5:7: error: the environment variable A is not set
                           5 | text: ${env:A}
                             |       ^^^^^^^^ export A=…, or give a default: ${env:A:-…}
                        """);
        work.write("task.yaml", task);
        Retort.Outcome run = run("task.yaml");
        assertEquals(0, run.exit(), run.all());
        assertEquals(warning, run.err());
    }

    @Test
    void aTaskNameThatIsNoName() throws IOException {
        work.write("task.yaml", "task_name: \"../away\"\ntask_type: probe\n");
        assertRefused(
                run("task.yaml"),
                """
                task.yaml:1:12: error: 'task_name' must be a directory name of letters, digits, '.', '_' and '-', found "../away"
                   1 | task_name: "../away"
                     |            ^^^^^^^^^ for example away
                """);
    }

    @Test
    void pathsStartFromTheWorkingDirectoryAndPluginsLieBesideTheEngine() throws IOException {
        work.borrow("configs/models");
        work.borrow("examples/distillation");
        work.write(
                "configs/tasks/my.yaml",
                """
                task_name: my
                task_type: data_distillation
                distillation:
                  input_path: examples/distillation/prompts.jsonl
                  output_path: out
                  model_config: configs/models/simulated.yaml
                """);
        Path elsewhere = Files.createDirectories(work.path("far/away"));
        String file = "../../configs/tasks/my.yaml";
        Retort.Outcome outside = Retort.brief(elsewhere).run("validate", file);
        assertEquals(2, outside.exit());
        assertEquals(
                """
                ../../configs/tasks/my.yaml:4:15: error: 'input_path' names a file that is not there: examples/distillation/prompts.jsonl
                   4 |   input_path: examples/distillation/prompts.jsonl
                     |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                     | there is no directory examples/distillation either; relative paths start from the working
                     | directory
                ../../configs/tasks/my.yaml:6:17: error: there is no file configs/models/simulated.yaml
                   6 |   model_config: configs/models/simulated.yaml
                     |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                     | there is no directory configs/models either; relative paths start from the working directory
                """,
                withoutLastLine(outside.err()));
        Retort.Outcome set = Retort.brief(elsewhere)
                .run(
                        "validate",
                        file,
                        "--set",
                        "distillation.input_path=../../examples/distillation/prompts.jsonl",
                        "--set",
                        "distillation.model_config=../../configs/models/simulated.yaml");
        assertEquals(0, set.exit(), set.all());
        assertEquals(file + ": ok\n", set.out());
    }
}
