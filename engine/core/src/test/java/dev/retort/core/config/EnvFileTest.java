package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvFileTest {

    private static final String TASK =
            "task_name: t\ntask_type: data_distillation\nenvironment:\n  env_file: env/local.env\n";

    private static Map<String, String> read(String text) {
        TaskDocument document =
                new Workspace().task(TASK).file("env/local.env", text).compose();
        assertEquals("", document.problems().text(false));
        Map<String, String> values = new LinkedHashMap<>();
        document.environment().variables().forEach((name, variable) -> values.put(name, variable.value()));
        return values;
    }

    private static String problems(String text) {
        return new Workspace()
                .task(TASK)
                .file("env/local.env", text)
                .compose()
                .problems()
                .text(false);
    }

    @Test
    void readsNamesAndValues() {
        assertEquals(Map.of("A", "1", "B_2", "x y", "c", ""), read("A=1\nexport B_2=x y  \n  c=\n"));
        assertEquals(Map.of("A", "1", "export", "x", "exported", "y"), read("A = 1\nexport=x\nexported=y\n"));
        assertEquals(Map.of("A", "a=b==", "URL", "http://x/#y?z"), read("A=a=b==\nURL=http://x/#y?z\n"));
    }

    @Test
    void leavesOutComments() {
        assertEquals(Map.of("A", "1", "B", "x#y", "C", "c"), read("# A=0\n\n  # b\nA=1 # one\nB=x#y\nC=\"c\" # d\n#"));
        assertEquals(Map.of("A", "#1"), read("A=#1\n"));
    }

    @Test
    void readsQuotes() {
        assertEquals(Map.of("A", " a # b ", "B", "$HOME\\n", "C", ""), read("A=\" a # b \"\nB='$HOME\\n'\nC=''\n"));
        assertEquals(Map.of("A", "1\n2\t\"3\"\\ $4 \\q"), read("A=\"1\\n2\\t\\\"3\\\"\\\\ \\$4 \\q\"\n"));
        assertEquals(Map.of("PEM", "-----\nab\n-----", "B", "1"), read("PEM=\"-----\r\nab\r\n-----\"\nB=1\n"));
        assertEquals(Map.of("A", "it\"s"), read("A=it\"s\n"));
    }

    @Test
    void readsWhatOtherSystemsWrite() {
        assertEquals(Map.of("A", "1", "B", "2"), read("\uFEFFA=1\r\nB=2\r\n"));
        assertEquals(Map.of("A", "1", "B", "2"), read("A=1\rB=2"));
        assertEquals(Map.of("A", "ü日本"), read("A=ü日本\n"));
    }

    @Test
    void aBadLineIsReportedWithoutItsText() {
        String text =
                "OK=1\nhunter2\nexport hunter2\nTOKEN: hunter2\n9A=hunter2\n =hunter2\nA-B=hunter2\nB=\"hunter2\" hunter2\n"
                        + "C='hunter2\n";
        String problems = problems(text);
        assertEquals(
                """
                env/local.env:2:1: error: this line is not of the form NAME=value
                     | a comment begins with #
                env/local.env:3:1: error: this line is not of the form NAME=value
                     | a comment begins with #
                env/local.env:4:1: error: this line is not of the form NAME=value
                     | a comment begins with #
                env/local.env:5:1: error: this line is not of the form NAME=value
                     | a comment begins with #
                env/local.env:6:2: error: this line is not of the form NAME=value
                     | a comment begins with #
                env/local.env:7:1: error: this line is not of the form NAME=value
                     | a comment begins with #
                env/local.env:8:13: error: something stands behind the closing quote
                     | escape a quote within the value as \\"
                env/local.env:9:3: error: the value of C has no closing quote
                """,
                problems);
        assertFalse(problems.contains("hunter2"));
    }

    @Test
    void aNameGivenTwiceIsAWarningAndTheLaterOneCounts() {
        Workspace workspace = new Workspace().task(TASK).file("env/local.env", "A=1\nB=2\nA=3\n");
        TaskDocument document = workspace.compose();
        assertEquals(
                """
                env/local.env:3:1: warning: A is set already at env/local.env:1; this line counts
                     | delete one of the two
                """,
                document.problems().text(false));
        assertEquals("3", document.environment().get("A").orElse(""));
    }

    @Test
    void aFileThatOthersCanReadIsAWarning() {
        Workspace workspace = new Workspace().task(TASK).file("env/local.env", "A=1\n");
        for (String permissions : List.of("rw-r-----", "rw----r--", "rw-r--r--")) {
            assertEquals(
                    """
                    env/local.env: warning: other users of this machine can read this file
                         | chmod 600 env/local.env
                    """,
                    workspace
                            .permissions("env/local.env", permissions)
                            .compose()
                            .problems()
                            .text(false));
        }
        assertEquals(
                "",
                workspace
                        .permissions("env/local.env", "rwx--x--x")
                        .compose()
                        .problems()
                        .text(false));
    }

    @Test
    void aMissingFileIsReportedAtTheKeyWithTheWayToGetIt() {
        assertEquals(
                """
                task.yaml:4:13: warning: there is no env file env/local.env
                   4 |   env_file: env/local.env
                     |             ^^^^^^^^^^^^^
                     | create it with a line NAME=value for each secret, and chmod 600 env/local.env
                """,
                new Workspace().task(TASK).compose().problems().text(false));
        assertEquals(
                """
                task.yaml:4:13: warning: there is no env file env/local.env
                   4 |   env_file: env/local.env
                     |             ^^^^^^^^^^^^^
                     | cp env/local.env.example env/local.env && chmod 600 env/local.env, then fill it in
                """,
                new Workspace()
                        .task(TASK)
                        .file("env/local.env.example", "A=\n")
                        .compose()
                        .problems()
                        .text(false));
    }

    @Test
    void aMissingFileIsAWarningWhateverTheFileIsReadFor() {
        for (Mode mode : Mode.values()) {
            assertEquals(
                    "task.yaml:4:13: warning: there is no env file env/local.env",
                    new Workspace()
                            .task(TASK)
                            .mode(mode)
                            .compose()
                            .problems()
                            .problems()
                            .get(0)
                            .headline());
        }
    }

    @Test
    void aDirectoryOrAnotherEncodingIsReported() {
        assertEquals(
                """
                task.yaml:4:13: error: env/local.env is a directory, not a file
                   4 |   env_file: env/local.env
                     |             ^^^^^^^^^^^^^
                """,
                new Workspace()
                        .task(TASK)
                        .file("env/local.env/x", "")
                        .compose()
                        .problems()
                        .text(false));
        assertEquals(
                """
                env/local.env:2:3: error: the byte 0xE9 here is not UTF-8
                     | save the file as UTF-8
                """,
                new Workspace()
                        .task(TASK)
                        .file("env/local.env", "A=1\nB=é\n".getBytes(StandardCharsets.ISO_8859_1))
                        .compose()
                        .problems()
                        .text(false));
    }
}
