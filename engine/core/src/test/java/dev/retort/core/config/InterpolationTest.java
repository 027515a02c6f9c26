package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {

    private static Workspace task(String lines) {
        return new Workspace()
                .variable("HOME", "/home/ada")
                .variable("PORT", "8080")
                .variable("EMPTY", "")
                .task("task_name: t-${date}\ntask_type: data_distillation\n" + lines);
    }

    private static Optional<String> text(String value) {
        return task("text: " + value + "\n").bind(Everything.class).config().text();
    }

    @Test
    void namesAreReplacedWithinATextHoweverItIsWritten() {
        assertEquals(Optional.of("/home/ada/x"), text("${env:HOME}/x"));
        assertEquals(Optional.of("/home/ada"), text("\"${env:HOME}\""));
        assertEquals(Optional.of("/home/ada"), text("'${env:HOME}'"));
        assertEquals(Optional.of("/home/ada\n"), text("|\n  ${env:HOME}"));
        assertEquals(Optional.of("runs/t/run_1|t-2026-02-09|2026-02-09"), text("${run.dir}|${task.name}|${date}"));
    }

    @Test
    void aDefaultStandsInForWhatIsNotSetOrEmpty() {
        assertEquals(Optional.of("x y"), text("${env:NO:-x y}"));
        assertEquals(Optional.of("x"), text("${env:EMPTY:-x}"));
        assertEquals(Optional.of(""), text("${env:EMPTY}"));
        assertEquals(Optional.of(""), text("${env:NO:-}"));
        assertEquals(Optional.of("8080"), text("${env:PORT:-1}"));
    }

    @Test
    void aDoubledDollarSignIsNone() {
        assertEquals(Optional.of("${env:HOME} $$ $"), text("$${env:HOME} $$ $"));
    }

    @Test
    void whatIsReplacedIsNotReadAgain() {
        Workspace workspace = task("text: ${env:A}\n").variable("A", "${env:HOME}");
        BoundTask<Everything> bound = workspace.bind(Everything.class);
        assertEquals(Optional.of("${env:HOME}"), bound.config().text());
        assertTrue(bound.resolvedYaml().contains("text: \"$${env:HOME}\"\n"), bound.resolvedYaml());
    }

    @Test
    void aBareReferenceIsWhateverItsKeyWants() {
        Everything config = task("few: ${env:N:-3}\nlarge: ${env:PORT}\nflag: ${env:F:-true}\ntext: ${env:PORT}\n"
                        + "anything:\n  port: ${env:PORT}\n  quoted: \"${env:PORT}\"\n")
                .bind(Everything.class)
                .config();
        assertEquals(Optional.of(3), config.few());
        assertEquals(Optional.of(8080L), config.large());
        assertEquals(Optional.of(true), config.flag());
        assertEquals(Optional.of("8080"), config.text());
        assertEquals(Optional.of(Map.of("port", 8080L, "quoted", "8080")), config.anything());
    }

    @Test
    void theTaskKnowsWhetherItsRunDirectoryMatters() {
        assertTrue(task("path: ${run.dir}/x\n").bind(Everything.class).usesRunDirectory());
        assertFalse(task("path: ${date}/x\n").bind(Everything.class).usesRunDirectory());
    }

    @Test
    void bindingAgainGivesAnotherRunDirectory() {
        Workspace workspace = task("path: ${run.dir}/x\n");
        TaskDocument document = workspace.compose();
        document.bind(Everything.class, workspace.path("runs/1"));
        assertEquals(
                Optional.of(workspace.path("runs/2/x")),
                document.bind(Everything.class, workspace.path("runs/2"))
                        .config()
                        .path());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "${env:HOM} | the environment variable HOM is not set | did you mean HOME? or export HOM=…, or give a default: ${env:HOM:-…}",
                "${dat} | there is no ${dat} | did you mean ${date}? or write $${ for the characters themselves",
                "${run_dir} | there is no ${run_dir} | did you mean ${run.dir}? or write $${ for the characters themselves",
                "${HOME} | there is no ${HOME} | did you mean ${env:HOME}? or write $${ for the characters themselves",
                "${a b} | there is no ${a b} | there are ${env:NAME}, ${env:NAME:-text}, ${secret:NAME}, ${run.dir}, ${task.name}, ${date}; write $${ for the characters themselves",
                "${env:} | ${env:…} needs the name of an environment variable | letters, digits and '_': ${env:NAME}, or ${env:NAME:-text} with a default",
                "${env:a-b} | ${env:…} needs the name of an environment variable | letters, digits and '_': ${env:NAME}, or ${env:NAME:-text} with a default",
                "${secret:KEY} | ${secret:…} can only stand alone, as the whole value of a key that takes a secret | here a secret could show up in logs and reports",
                "${run.dir | '${' without '}' | close it, or write $${ for the characters themselves",
            })
    void mistakesAreReportedAtTheReference(String reference, String message, String mend) {
        var problems = task("text: é ${date} " + reference + "\n")
                .bind(Everything.class)
                .problems()
                .problems();
        assertEquals(1, problems.size());
        assertEquals("task.yaml:3:17: error: " + message, problems.get(0).headline());
        assertEquals(mend, problems.get(0).mend());
    }

    @Test
    void aReferenceThatDoesNotFitIsReportedByWhatItStandsFor() {
        assertEquals(
                """
                task.yaml:3:6: error: 'few' must be from 1 to 10, found 8080
                   3 | few: ${env:PORT}
                     |      ^^^^^^^^^^^
                task.yaml:4:8: error: 'whole' must be a whole number, found the text "8080"
                   4 | whole: "${env:PORT}"
                     |        ^^^^^^^^^^^^^ remove the quotes
                """,
                task("few: ${env:PORT}\nwhole: \"${env:PORT}\"\n").problems(Everything.class));
    }

    @Test
    void aCredentialIsNeverQuoted() {
        Workspace workspace =
                task("few: ${env:API_KEY}\ninput: ${env:API_KEY}\naddress: a ${env:API_KEY}\nlevel: ${env:API_KEY}\n")
                        .variable("API_KEY", "hunter2hunter2");
        assertEquals(
                """
                task.yaml:3:6: error: 'few' must be a whole number, found a text that is not shown here
                   3 | few: ${env:API_KEY}
                     |      ^^^^^^^^^^^^^^ write a number, from 1 to 10
                task.yaml:4:8: error: 'input' is a path; a credential cannot be part of it
                   4 | input: ${env:API_KEY}
                     |        ^^^^^^^^^^^^^^
                task.yaml:5:10: error: 'address' is not a URI: illegal character in path at character 2
                   5 | address: a ${env:API_KEY}
                     |          ^^^^^^^^^^^^^^^^
                task.yaml:6:8: error: 'level' must be 'low' or 'very_high', found a text that is not shown here
                   6 | level: ${env:API_KEY}
                     |        ^^^^^^^^^^^^^^
                """,
                workspace.problems(Everything.class));
    }

    @Test
    void aCredentialIsNoPartOfANameOrADirectory() {
        assertEquals(
                """
                task.yaml:1:12: error: API_KEY is a credential, which cannot be part of this
                   1 | task_name: ${env:API_KEY}
                     |            ^^^^^^^^^^^^^^
                task.yaml:2:13: error: API_KEY is a credential, which cannot be part of this
                   2 | output_dir: ${env:API_KEY}/x
                     |             ^^^^^^^^^^^^^^
                """,
                new Workspace()
                        .variable("API_KEY", "hunter2hunter2")
                        .task("task_name: ${env:API_KEY}\noutput_dir: ${env:API_KEY}/x\ntask_type: merge_results\n")
                        .problems(Everything.class));
    }

    @Test
    void aValueUnderACredentialsNameIsNotQuoted() {
        record Login(String password, Map<String, String> headers, List<String> tokens, List<Integer> token) {}
        String problems = task("password: 12345678\nheaders:\n  Authorization: 87654321\ntokens: x\ntoken: [hunter2]\n")
                .problems(Login.class);
        assertEquals(
                """
                task.yaml:3:11: error: 'password' must be text, found a text that is not shown here
                   3 | password: ***
                     |           ^^^ put it into quotes
                task.yaml:5:18: error: 'Authorization' must be text, found a text that is not shown here
                   5 |   Authorization: ***
                     |                  ^^^ put it into quotes
                task.yaml:6:9: error: 'tokens' must be a list, found the text "x"
                   6 | tokens: x
                     |         ^ write [x]
                task.yaml:7:9: error: item 1 of 'token' must be a whole number, found a text that is not shown here
                   7 | token: [***]
                     |         ^^^ write a number
                """,
                problems);
    }

    @Test
    void whatDependsOnOtherKeysCannotNameThem() {
        assertEquals(
                """
                task.yaml:1:12: error: ${task.name} cannot stand here: it is not known yet
                   1 | task_name: ${task.name}
                     |            ^^^^^^^^^^^^
                task.yaml:2:13: error: ${run.dir} cannot stand here: it is not known yet
                   2 | output_dir: ${run.dir}/x
                     |             ^^^^^^^^^^
                task.yaml:5:13: error: ${task.name} cannot stand here: it is not known yet
                   5 |   env_file: ${task.name}.env
                     |             ^^^^^^^^^^^^
                """,
                new Workspace()
                        .task(
                                """
                                task_name: ${task.name}
                                output_dir: ${run.dir}/x
                                task_type: data_distillation
                                environment:
                                  env_file: ${task.name}.env
                                """)
                        .problems(Everything.class));
    }

    @Test
    void theEnvFileNamesVariablesForEverythingButItself() {
        Workspace workspace = new Workspace()
                .variable("STAGE", "local")
                .file("env/local.env", "WHERE=here\n")
                .task(
                        """
                        task_name: ${env:WHERE}
                        task_type: data_distillation
                        output_dir: ${task.name}/${env:WHERE}
                        environment:
                          env_file: env/${env:STAGE}.env
                        """);
        TaskDocument document = workspace.compose();
        assertEquals("", document.problems().text(false));
        assertEquals("here", document.taskName());
        assertEquals(Optional.of(workspace.path("here/here")), document.outputDirectory());
    }
}
