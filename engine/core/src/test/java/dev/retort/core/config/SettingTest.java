package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {

    private static Workspace distillation() {
        return Workspace.distillation().task(Distill.TASK);
    }

    private static Everything everything(String... settings) {
        Workspace workspace = new Workspace().task("task_name: t\ntask_type: data_distillation\n");
        for (String setting : settings) {
            workspace.set(setting);
        }
        return workspace.bind(Everything.class).config();
    }

    @Test
    void aSettingWinsOverTheFileAndALaterOneOverAnEarlier() {
        Distill config = distillation()
                .set("distillation.concurrency=1")
                .set("distillation.concurrency=2")
                .set("distillation.output_path=elsewhere")
                .bind(Distill.class)
                .config();
        assertEquals(2, config.distillation().concurrency());
        assertEquals("elsewhere", config.distillation().outputPath().toString());
    }

    @Test
    void aValueIsWhatItsKeyWants() {
        assertEquals(Optional.of("30"), everything("text=30").text());
        assertEquals(Optional.of("true"), everything("text=true").text());
        assertEquals(
                Optional.of("a: b # c, *d"), everything("text=a: b # c, *d").text());
        assertEquals(Optional.of("a=b"), everything("text=a=b").text());
        assertEquals(Optional.of(3), everything("few=3").few());
        assertEquals(
                Optional.of(3.0),
                everything("ratio=3e0", "ratio=2", "ratio=3.0e-1", "ratio=0.3e1", "ratio=2")
                        .ratio()
                        .map(two -> two + 1));
    }

    @Test
    void bracketsBracesAndQuotesBeginYaml() {
        assertEquals(Optional.of(List.of(1, 2)), everything("numbers=[1, 2]").numbers());
        assertEquals(
                Optional.of(Map.of("a", 0.5)), everything("prices={a: 0.5}").prices());
        assertEquals(Optional.of("[1]"), everything("text='[1]'").text());
        assertEquals(Optional.of("null"), everything("text=\"null\"").text());
    }

    @Test
    void nothingAndNullTakeAWayWhatMayBeLeftOut() {
        assertEquals(Optional.empty(), everything("text=a", "text=null").text());
        assertEquals(Optional.empty(), everything("text=a", "text=").text());
    }

    @Test
    void aKeyWithDotsReachesIntoSections() {
        assertEquals(2, everything("item.count=2").item().count());
        assertEquals(
                Optional.of(Map.of("a", Map.of("b", 1L))),
                everything("anything.a.b=1").anything());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "distillation.concurrency=thirty | 'concurrency' must be a whole number, found the text \"thirty\" | write a number, from 1 to 10000",
                "distillation.concurrency=0 | 'concurrency' must be from 1 to 10000, found 0 | ",
                "distillation.concurrency= | 'concurrency' must be a whole number, found nothing | write a number, from 1 to 10000",
                "distillation.concurrency=\"3\" | 'concurrency' must be a whole number, found the text \"3\" | remove the quotes",
                "distillation.concurrency.x=3 | 'concurrency' must be a whole number, found a section | write a single value, not keys",
                "distillation.batch-size=3 | unknown key 'batch-size' in 'distillation' — did you mean 'batch_size'? | ",
                "distillation.conc=3 | unknown key 'conc' in 'distillation' — did you mean 'concurrency'? | ",
                "batch_size=3 | unknown key 'batch_size' — it belongs in 'distillation' | write --set distillation.batch_size=…",
                "distillation.model_config.chat_config.model=x | 'model_config' must be the path of a YAML file, found a section | the keys of another file cannot be set from the command line; edit that file",
                "distillation=3 | 'distillation' must be a section, found the number 3 | write its keys below it, indented: input_path: …",
                "distillation.order=[a | the value is not valid YAML | a text that begins with one of [ { \" ' goes into quotes",
                "extends=a.yaml | 'extends' can only stand in a file | ",
                "task_name=a b | 'task_name' must be a directory name of letters, digits, '.', '_' and '-', found \"a b\" | for example a_b",
                "x | not of the form key=value | for example --set distillation.batch_size=30",
                "=3 | not of the form key=value | for example --set distillation.batch_size=30",
                ".a=3 | not of the form key=value | for example --set distillation.batch_size=30",
                "a.=3 | not of the form key=value | for example --set distillation.batch_size=30",
                "a..b=3 | not of the form key=value | for example --set distillation.batch_size=30",
            })
    void mistakesAreReportedByTheSetting(String setting, String message, String mend) {
        assertEquals(
                "--set " + setting + ": error: " + message + "\n" + (mend == null ? "" : "     | " + mend + "\n"),
                distillation().set(setting).problems(Distill.class));
    }

    @Test
    void aSecretOnTheCommandLineIsNotShown() {
        assertEquals(
                "--set distillation.api_key=***: error: unknown key 'api_key' in 'distillation' — it belongs in"
                        + " 'client_config' of the file that 'distillation.model_config' names\n",
                distillation().set("distillation.api_key=hunter2").problems(Distill.class));
        assertEquals(
                "--set secret=***: error: 'secret' is a secret; its value cannot stand here\n"
                        + "     | put SECRET=… into the env file and write ${secret:SECRET}\n",
                new Workspace()
                        .task("task_name: t\ntask_type: data_distillation\n")
                        .set("secret=hunter2")
                        .problems(Everything.class));
        assertEquals(
                "--set distillation.order=***: error: 'order' must be 'completion' or 'input', found a text that is not"
                        + " shown here\n",
                distillation().set("distillation.order=sk-0123456789abcdef").problems(Distill.class));
    }

    @Test
    void aSecretUnderAnInnocentNameIsNotShownEither() {
        record Login(dev.retort.spi.Secret who) {}
        BoundTask<Login> task = new Workspace()
                .task("task_name: t\ntask_type: data_distillation\n")
                .set("who=hunter2")
                .bind(Login.class);
        assertEquals(
                "--set who=***: error: 'who' is a secret; its value cannot stand here\n"
                        + "     | put WHO=… into the env file and write ${secret:WHO}\n",
                Workspace.shown(task));
        assertEquals(-1, task.problems().toString().indexOf("hunter2"));
    }

    @Test
    void aLongValueIsShortened() {
        String problems = distillation()
                .set("distillation.concurrency=" + "very ".repeat(50) + "many")
                .problems(Distill.class);
        assertEquals(
                "--set distillation.concurrency=very very very very very very very very… very very very many: error: 'concurrency'"
                        + " must be a whole number, found the text \"very very very very very very very very… very very very many\"",
                problems.lines().findFirst().orElse(""));
    }
}
