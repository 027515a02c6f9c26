package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** A mistake that has to do with a secret is told without showing it. */
class SecretProblemsIT {

    private static final String SECRET = "zebra7quartz-vortex9lynx";
    private static final Traces TRACES = new Traces(SECRET, "zebra7quartz", "vortex9lynx");
    private static final String HEAD = "task_name: probe\ntask_type: probe\n";

    @TempDir
    Path temporary;

    private Workplace work;
    private Retort retort;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        retort = Retort.brief(work.directory());
        PluginJar.of(new Probe()
                        .config("Optional<dev.retort.spi.Secret> vault, @Default(\"1\") int number,"
                                + " @Default(\"hello\") String text, Optional<java.net.URI> address"))
                .writeTo(work.path("plugins/my-probe.jar"));
    }

    private Retort.Outcome run(String task, String... more) throws IOException {
        work.write("task.yaml", task);
        List<String> words = new ArrayList<>(List.of("run-task", "task.yaml", "--plugins-dir", "plugins"));
        words.addAll(List.of(more));
        return retort.run(words.toArray(String[]::new));
    }

    private void assertRefused(Retort.Outcome outcome, String... lines) {
        assertEquals(2, outcome.exit(), outcome.all());
        assertEquals(
                List.of(lines), outcome.errLines().subList(0, outcome.errLines().size() - 1));
        assertEquals("", outcome.out());
        assertNothingShows(outcome);
        assertFalse(Files.exists(work.path("runs")));
    }

    private static void assertNothingShows(Retort.Outcome outcome) {
        assertEquals(List.of(), TRACES.in("the console", outcome.all()));
    }

    @Test
    void aSecretWrittenIntoTheFile() throws IOException {
        assertRefused(
                run(HEAD + "vault: \"" + SECRET + "\"  # hello\n"),
                "task.yaml:3:8: error: 'vault' is a secret; its value cannot stand here",
                "   3 | vault: ***  # hello",
                "     |        ^^^ put VAULT=… into the env file and write ${secret:VAULT}");
    }

    @Test
    void aSecretWrittenAsABlock() throws IOException {
        assertRefused(
                run(HEAD + "vault: |\n  " + SECRET + "\n  " + SECRET + "\ntexts: 1\n"),
                "task.yaml:3:8: error: 'vault' is a secret; its value cannot stand here",
                "   3 | vault: ***",
                "     |        ^^^ put VAULT=… into the env file and write ${secret:VAULT}",
                "task.yaml:6:1: error: unknown key 'texts' — did you mean 'text'?",
                "   6 | texts: 1",
                "     | ^^^^^");
    }

    @Test
    void aSecretInAnOptionWhoseNameDoesNotSayIt() throws IOException {
        assertRefused(
                run(HEAD, "--set", "vault=" + SECRET),
                "--set vault=***: error: 'vault' is a secret; its value cannot stand here",
                "     | put VAULT=… into the env file and write ${secret:VAULT}");
    }

    @Test
    void aSecretInAnOptionForMachines() throws IOException {
        Retort.Outcome run = run(HEAD, "--json", "--set", "vault=" + SECRET);
        assertEquals(2, run.exit(), run.all());
        assertEquals(
                "--set vault=***", Workplace.parse(run.out()).get("setting").asString());
        assertNothingShows(run);
    }

    @Test
    void theValueOfAKnownSecretInAnotherKey() throws IOException {
        retort.with("VAULT", SECRET);
        assertRefused(
                run(HEAD + "vault: ${secret:VAULT}\nnumber: " + SECRET + "\n"),
                "task.yaml:4:9: error: 'number' must be a whole number, found the text \"***\"",
                "   4 | number: ***",
                "     |         ^^^^^^^^^^^^^^^^^^^^^^^^ write a number");
    }

    @Test
    void aVariableWhoseNameSoundsLikeACredential() throws IOException {
        retort.with("HUB_TOKEN", SECRET);
        assertRefused(
                run(HEAD + "number: ${env:HUB_TOKEN}\n"),
                "task.yaml:3:9: error: 'number' must be a whole number, found a text that is not shown here",
                "   3 | number: ${env:HUB_TOKEN}",
                "     |         ^^^^^^^^^^^^^^^^ write a number");
        retort.with("HUB_TOKEN", "http://[" + SECRET);
        assertRefused(
                run(HEAD + "address: ${env:HUB_TOKEN}\n"),
                "task.yaml:3:10: error: 'address' is not a URI: expected closing bracket for ipv6 address at character 33",
                "   3 | address: ${env:HUB_TOKEN}",
                "     |          ^^^^^^^^^^^^^^^^");
    }

    @Test
    void aSecretWithinALongerText() throws IOException {
        retort.with("VAULT", SECRET);
        assertRefused(
                run(HEAD + "text: \"with ${secret:VAULT}\"\n"),
                "task.yaml:3:13: error: ${secret:…} can only stand alone, as the whole value of a key that takes a secret",
                "   3 | text: \"with ${secret:VAULT}\"",
                "     |             ^^^^^^^^^^^^^^^ here a secret could show up in logs and reports");
    }

    @Test
    void aSecretInALineThatIsNoYaml() throws IOException {
        assertRefused(
                run(HEAD + "api_key: \"" + SECRET + "\nnumber: 1\n"),
                "task.yaml:3:10: error: the text that begins here has no closing quote",
                "   3 | api_key: ***",
                "     |          ^^^ close the quote");
    }

    @Test
    void aSecretAsTheNameOfASecret() throws IOException {
        // In the form of a well-known token, so that it is a secret by itself; put together here, for it must not stand
        // anywhere.
        String token = "s" + "k-zebra7quartz-vortex9lynx";
        assertRefused(
                run(HEAD + "vault: ${secret:" + token + "}\n"),
                "task.yaml:3:8: error: ${secret:…} needs the name of an environment variable: letters, digits and '_'",
                "   3 | vault: ***",
                "     |        ^^^ write ${secret:VAULT}");
    }

    @Test
    void anEnvFileThatIsNoEnvFile() throws IOException {
        work.write("local.env", "VAULT " + SECRET + "\nexport VAULT='" + SECRET + "\n");
        Files.setPosixFilePermissions(work.path("local.env"), PosixFilePermissions.fromString("rw-------"));
        assertRefused(
                run(HEAD + "environment:\n  env_file: local.env\n"),
                "local.env:1:1: error: this line is not of the form NAME=value",
                "     | a comment begins with #",
                "local.env:2:14: error: the value of VAULT has no closing quote");
    }

    @Test
    void aFileWithASecretIsNotKeptAsItStands() throws IOException {
        retort.with("VAULT", SECRET);
        String task = HEAD + "vault: ${secret:VAULT}\ntext: " + SECRET + " # once " + SECRET + "\n";
        Retort.Outcome run = run(task);
        assertEquals(0, run.exit(), run.all());
        assertNothingShows(run);
        assertEquals(List.of(), TRACES.below(work.path("runs")));
        assertEquals(task.replace(SECRET, "***"), work.read("runs/probe/latest/task.yaml"));
        String resolved = work.read("runs/probe/latest/resolved.yaml");
        assertTrue(resolved.contains("vault: ${secret:VAULT}\n"), resolved);
        assertTrue(resolved.contains("text: \"***\"\n"), resolved);
    }
}
