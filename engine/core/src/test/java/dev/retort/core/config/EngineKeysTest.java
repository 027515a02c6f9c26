package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineKeysTest {

    @Test
    void areReadWithoutKnowingTheTaskType() {
        Workspace workspace = new Workspace()
                .task("task_name: \"my.task_1-a\"\ntask_type: \"merge_results\"\noutput_dir: /data/runs\nother: 1\n");
        TaskDocument document = workspace.compose();
        assertEquals("", document.problems().text(false));
        assertEquals("my.task_1-a", document.taskName());
        assertEquals(Optional.of("merge_results"), document.taskType());
        assertEquals(Optional.of(workspace.path("/data/runs")), document.outputDirectory());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "my task | my_task",
                "../x | x",
                ".hidden | hidden",
                "-x | x",
                "a/b | a_b",
                "a  b | a_b",
                "日本 | my_task",
                "naïve | na_ve",
            })
    void aTaskNameIsThatOfADirectory(String name, String better) {
        String carets = "^".repeat(name.codePointCount(0, name.length()) * (name.startsWith("日") ? 2 : 1));
        assertEquals(
                "task.yaml:1:12: error: 'task_name' must be a directory name of letters, digits, '.', '_' and '-', found \""
                        + name + "\"\n   1 | task_name: " + name + "\n     |            " + carets + " for example "
                        + better + "\n",
                new Workspace()
                        .task("task_name: " + name + "\ntask_type: merge_results\n")
                        .compose()
                        .problems()
                        .text(false));
    }

    @Test
    void aTaskNameHasALimit() {
        String name = "n".repeat(101);
        assertEquals(
                1,
                new Workspace()
                        .task("task_name: " + name + "\ntask_type: merge_results\n")
                        .compose()
                        .problems()
                        .errorCount());
        assertEquals(
                0,
                new Workspace()
                        .task("task_name: " + name.substring(1) + "\ntask_type: merge_results\n")
                        .compose()
                        .problems()
                        .errorCount());
    }

    @Test
    void anUnknownTaskTypeIsReportedAndTheOneThatWasMeantIsCheckedAnyway() {
        TaskDocument document = Workspace.distillation()
                .task(Distill.TASK.replace("data_distillation", "data_distilation") + "  concurrency: 0\n")
                .compose();
        assertEquals(Optional.of("data_distillation"), document.taskType());
        assertEquals(
                """
                task.yaml:2:12: error: unknown task type "data_distilation" — did you mean 'data_distillation'?
                   2 | task_type: data_distilation
                     |            ^^^^^^^^^^^^^^^^
                task.yaml:7:16: error: 'concurrency' must be from 1 to 10000, found 0
                   7 |   concurrency: 0
                     |                ^
                """,
                Workspace.shown(document.bind(Distill.class, new Workspace().path("r"))));
    }

    @Test
    void aTaskTypeLikeNoOtherIsReportedWithThoseThereAre() {
        TaskDocument document =
                new Workspace().task("task_name: t\ntask_type: foo\n").compose();
        assertEquals(Optional.empty(), document.taskType());
        assertEquals(
                """
                task.yaml:2:12: error: unknown task type "foo"
                   2 | task_type: foo
                     |            ^^^ the plugins here bring data_distillation, merge_results
                """,
                document.problems().text(false));
    }

    @Test
    void theEnvironmentKnowsOneKey() {
        assertEquals(
                """
                task.yaml:4:3: error: unknown key 'envfile' in 'environment' — did you mean 'env_file'?
                   4 |   envfile: x
                     |   ^^^^^^^
                task.yaml:5:3: error: unknown key 'OPENAI_API_KEY' in 'environment'
                   5 |   OPENAI_API_KEY: ***
                     |   ^^^^^^^^^^^^^^ known keys: env_file
                """,
                new Workspace()
                        .task(
                                """
                                task_name: t
                                task_type: merge_results
                                environment:
                                  envfile: x
                                  OPENAI_API_KEY: hunter2hunter2
                                """)
                        .compose()
                        .problems()
                        .text(false));
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeSo() {
        Workspace workspace = new Workspace().file("configs/my.yaml", "a: 1\n");
        assertEquals(
                """
                configs/mu.yaml: error: there is no such file
                     | did you mean configs/my.yaml?
                """,
                composed(workspace, "configs/mu.yaml"));
        assertEquals(
                """
                config/my.yaml: error: there is no such file
                     | there is no directory config either; relative paths start from the working directory
                """,
                composed(workspace, "config/my.yaml"));
        assertEquals("configs: error: is a directory, not a file\n", composed(workspace, "configs"));
    }

    private static String composed(Workspace workspace, String file) {
        return workspace
                .compose(new TaskSource.File(workspace.path(file)))
                .problems()
                .text(false);
    }

    @Test
    void onlyTextInUtf8IsRead() {
        assertEquals(
                "task.yaml: error: written in UTF-16\n     | save it as UTF-8\n",
                composed(
                        new Workspace().file("task.yaml", "\uFEFFa: 1".getBytes(StandardCharsets.UTF_16LE)),
                        "task.yaml"));
        assertEquals(
                "task.yaml:2:4: error: the byte 0xFC here is not UTF-8\n     | save the file as UTF-8\n",
                composed(
                        new Workspace()
                                .file(
                                        "task.yaml",
                                        "é\na: \u00FC".replace("é", "e").getBytes(StandardCharsets.ISO_8859_1)),
                        "task.yaml"));
        assertEquals(
                "task.yaml: error: larger than 1 MiB; that is no configuration file\n",
                composed(new Workspace().file("task.yaml", "#".repeat((1 << 20) + 1)), "task.yaml"));
    }
}
