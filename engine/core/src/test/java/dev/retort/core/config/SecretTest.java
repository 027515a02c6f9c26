package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retort.spi.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {

    private static final String HEAD = "task_name: t\ntask_type: data_distillation\n";

    private static Workspace distillation() {
        return Workspace.distillation()
                .file("models/sim.yaml", "client_config:\n  base_url: x\n  api_key: ${secret:OPENAI_API_KEY}\n")
                .task(Distill.TASK + "environment:\n  env_file: env/local.env\n");
    }

    @Test
    void comesFromTheEnvFile() {
        BoundTask<Distill> task =
                distillation().file("env/local.env", "OPENAI_API_KEY=tiger\n").bind(Distill.class);
        assertEquals("", Workspace.shown(task));
        Optional<Secret> key = task.config()
                .distillation()
                .modelConfig()
                .value()
                .clientConfig()
                .apiKey();
        assertEquals(Optional.of(Secret.of("OPENAI_API_KEY", "tiger")), key);
        assertEquals(List.of(Secret.of("OPENAI_API_KEY", "tiger")), task.secrets());
    }

    @Test
    void comesFromTheProcessBeforeTheEnvFileAndSaysSo() {
        BoundTask<Distill> task = distillation()
                .file("env/local.env", "OPENAI_API_KEY=tiger\n")
                .variable("OPENAI_API_KEY", "lion")
                .bind(Distill.class);
        assertEquals(
                """
                models/sim.yaml:3:12: warning: the exported OPENAI_API_KEY is used; env/local.env:1 has another value
                   3 |   api_key: ${secret:OPENAI_API_KEY}
                     |            ^^^^^^^^^^^^^^^^^^^^^^^^ unset OPENAI_API_KEY, to use that of the file
                """,
                Workspace.shown(task));
        assertEquals(List.of(Secret.of("OPENAI_API_KEY", "lion")), task.secrets());
    }

    @Test
    void anEmptyVariableOfTheProcessHidesNothing() {
        BoundTask<Distill> task = distillation()
                .file("env/local.env", "OPENAI_API_KEY=tiger\n")
                .variable("OPENAI_API_KEY", "")
                .bind(Distill.class);
        assertEquals("", Workspace.shown(task));
        assertEquals(List.of(Secret.of("OPENAI_API_KEY", "tiger")), task.secrets());
    }

    @Test
    void whatIsNotSetIsAnErrorForARun() {
        assertEquals(
                """
                models/sim.yaml:3:12: error: the secret OPENAI_API_KEY is not set (referred to from task.yaml:6:17)
                     | put OPENAI_API_KEY=… into env/local.env, or export it
                """,
                distillation().file("env/local.env", "").problems(Distill.class));
        assertEquals(
                """
                models/sim.yaml:3:12: error: the secret OPENAI_API_KEY is not set (referred to from task.yaml:6:17)
                     | did you mean OPENAI_APIKEY? or put OPENAI_API_KEY=… into env/local.env, or export it
                """,
                distillation().file("env/local.env", "OPENAI_APIKEY=x\n").problems(Distill.class));
        assertEquals(
                """
                models/sim.yaml:3:12: error: the secret OPENAI_API_KEY is empty in env/local.env:1 (referred to from \
                task.yaml:6:17)
                     | put OPENAI_API_KEY=… into env/local.env, or export it
                """,
                distillation().file("env/local.env", "OPENAI_API_KEY=\n").problems(Distill.class));
        assertEquals(
                """
                task.yaml:3:9: error: the secret API_KEY is not set
                     | export API_KEY=…, or put it into a file that 'environment: env_file' names
                """,
                new Workspace().task(HEAD + "secret: ${secret:API_KEY}\n").problems(Everything.class));
    }

    @Test
    void whatIsNotSetIsAWarningForValidateAndDryRun() {
        for (Mode mode : List.of(Mode.VALIDATE, Mode.DRY_RUN)) {
            BoundTask<Distill> task =
                    distillation().file("env/local.env", "").mode(mode).bind(Distill.class);
            assertEquals(
                    """
                    models/sim.yaml:3:12: warning: the secret OPENAI_API_KEY is not set (referred to from task.yaml:6:17)
                         | put OPENAI_API_KEY=… into env/local.env, or export it
                    """,
                    Workspace.shown(task));
            Optional<Secret> key = task.config()
                    .distillation()
                    .modelConfig()
                    .value()
                    .clientConfig()
                    .apiKey();
            assertEquals(Optional.of(Secret.unset("OPENAI_API_KEY")), key);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "hunter2-hunter2 | 'secret' is a secret; its value cannot stand here | put SECRET=… into the env file and write ${secret:SECRET}",
                "\"hunter2 hunter2\" | 'secret' is a secret; its value cannot stand here | put SECRET=… into the env file and write ${secret:SECRET}",
                "12345678 | 'secret' is a secret; its value cannot stand here | put SECRET=… into the env file and write ${secret:SECRET}",
                "Bearer ${secret:hunter2} | 'secret' takes a reference to a secret alone, with nothing around it | write ${secret:SECRET}",
                "${secret:hunter-2} | ${secret:…} needs the name of an environment variable: letters, digits and '_' | write ${secret:hunter_2}",
                "${secret:} | ${secret:…} needs the name of an environment variable: letters, digits and '_' | write ${secret:SECRET}",
                "${secret:sk-hunter2hunter2} | ${secret:…} needs the name of an environment variable: letters, digits and '_' | write ${secret:SECRET}",
            })
    void aTextInsteadOfAReferenceIsNotShown(String value, String message, String mend) {
        String line = "secret: " + value;
        BoundTask<Everything> task = new Workspace().task(HEAD + line + "\n").bind(Everything.class);
        assertEquals(
                "task.yaml:3:9: error: " + message,
                task.problems().problems().get(0).headline());
        assertEquals(mend, task.problems().problems().get(0).mend());
        String shown = Workspace.shown(task);
        assertEquals("   3 | secret: ***", shown.lines().skip(1).findFirst().orElse(""));
    }

    @Test
    void aReferenceInAnotherNotationIsPutRight() {
        assertEquals(
                """
                task.yaml:3:9: error: 'secret' is a secret and must be referred to as one
                   3 | secret: ${env:API_KEY}
                     |         ^^^^^^^^^^^^^^ write ${secret:API_KEY}
                """,
                new Workspace().task(HEAD + "secret: ${env:API_KEY}\n").problems(Everything.class));
        assertEquals(
                """
                task.yaml:3:9: error: 'secret' is a secret and must be referred to as one
                   3 | secret: ${API_KEY}
                     |         ^^^^^^^^^^ write ${secret:API_KEY}
                """,
                new Workspace().task(HEAD + "secret: ${API_KEY}\n").problems(Everything.class));
        assertEquals(
                """
                task.yaml:3:9: error: 'secret' is a secret and must be referred to as one
                   3 | secret: ***
                     |         ^^^ write ${secret:API_KEY}
                """,
                new Workspace().task(HEAD + "secret: $API_KEY\n").problems(Everything.class));
    }

    @Test
    void aBlankAroundAValueIsPointedOut() {
        assertEquals(
                """
                task.yaml:3:9: warning: the value of API_KEY begins or ends with a blank
                   3 | secret: ${secret:API_KEY}
                     |         ^^^^^^^^^^^^^^^^^
                """,
                new Workspace()
                        .variable("API_KEY", "tiger\n")
                        .task(HEAD + "secret: ${secret:API_KEY}\n")
                        .problems(Everything.class));
    }

    @Test
    void credentialsOfTheEnvironmentAreSecretsTooWhenTheyAreLongEnough() {
        BoundTask<Everything> task = new Workspace()
                .variable("HUB_TOKEN", "12345678")
                .variable("DB_PASSWORD", "1234567")
                .variable("awsSecretAccessKey", "abcdefgh")
                .variable("MAX_TOKENS", "12345678")
                .variable("KEYBOARD", "12345678")
                .variable("HOME", "/home/ada")
                .file("e.env", "MY_CREDENTIALS=abcdefgh\nSTAGE=production\n")
                .task(HEAD + "environment:\n  env_file: e.env\n")
                .bind(Everything.class);
        assertEquals(
                List.of("HUB_TOKEN", "MY_CREDENTIALS", "awsSecretAccessKey"),
                task.secrets().stream().map(Secret::name).toList());
    }

    @Test
    void noTextOfTheEnvironmentShowsAValue() {
        Environment environment = new Workspace()
                .variable("HUB_TOKEN", "12345678")
                .task(HEAD)
                .compose()
                .environment();
        assertEquals("[HUB_TOKEN]", environment.toString());
        assertEquals(
                "{HUB_TOKEN=HUB_TOKEN from the process}",
                environment.variables().toString());
        assertFalse(environment.isCredential("HOME"));
    }
}
