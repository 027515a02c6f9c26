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

/** A plugin gives its secret away in every way there is, and nothing of it shows anywhere. */
class SecretsIT {

    /** With characters that JSON, URLs and shells write in ways of their own. */
    private static final String SECRET = "zebra7quartz/\"vortex9lynx\"\\+& ü=";

    private static final Traces TRACES = new Traces(SECRET, "zebra7quartz", "vortex9lynx");

    /** The forms in which the plugin writes it. */
    private static final String FORMS =
            """
            static List<String> forms(String secret) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                String json = secret.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"");
                StringBuilder escapes = new StringBuilder();
                StringBuilder percents = new StringBuilder();
                secret.chars().forEach(c -> escapes.append(String.format("\\\\u%04x", c)));
                for (byte b : bytes) {
                    percents.append(String.format("%%%02x", b));
                }
                return List.of(
                        secret,
                        "Basic " + Base64.getEncoder().encodeToString(bytes),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        Base64.getEncoder().encodeToString(("u:" + secret + ":x").getBytes(StandardCharsets.UTF_8)),
                        Base64.getEncoder().encodeToString(("x" + secret).getBytes(StandardCharsets.UTF_8)),
                        java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        percents.toString(),
                        "{\\"key\\":\\"" + json + "\\"}",
                        "{\\"key\\":\\"" + json.replace("/", "\\\\/") + "\\"}",
                        json.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\""),
                        escapes.toString(),
                        HexFormat.of().formatHex(bytes),
                        HexFormat.of().withUpperCase().formatHex(bytes));
            }
            """;

    private static final String LEAK_WHILE_RUNNING =
            """
            String s = config.vault().reveal();
            var log = context.logger();
            for (String form : forms(s)) {
                log.info("plain " + form);
                log.debug("as a parameter {}", form);
                log.warn("to the console {}", form);
                log.error("with a trace", new IllegalStateException("outer", new IOException("cause " + form)));
                org.slf4j.LoggerFactory.getLogger("name." + form).info("in the name of a logger");
                context.say("said " + form);
                context.events().emit("leak_" + form, Map.of(
                        form, form, "list", List.of(1, form), "map", Map.of("inner", Map.of(form, form))));
                context.report(new ReportPart.Text("title " + form, "body " + form));
                context.report(new ReportPart.Table("table " + form, List.of("column " + form),
                        List.of(List.<Object>of("cell " + form))));
                context.report(new ReportPart.Chart("chart " + form, "x " + form, "y " + form,
                        List.of(new ReportPart.Series("series " + form, List.of(new ReportPart.Point(0, 1))))));
                context.report(new ReportPart.Bars("bars " + form, form, List.of(new ReportPart.Bar(form, 1))));
                context.report(new ReportPart.Links("links " + form, List.of(
                        new ReportPart.Link(form, "out/here"), new ReportPart.Link("there", "https://127.0.0.1/?" + form))));
                context.say(context.commandWith("text=" + form));
                System.out.println("standard output " + form);
                System.err.println("standard error " + form);
                java.util.logging.Logger.getLogger("a.library").severe("java.util.logging " + form);
                Files.writeString(context.runDirectory().resolve("own.txt"), context.mask("own file " + form),
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            Thread lost = new Thread(() -> { throw new IllegalStateException("thread " + s); }, "thread " + s);
            lost.start();
            lost.join();
            ProcessBuilder child = new ProcessBuilder("sh", "-c", "printf '%s\\n' \\"$LEAK\\"; printf '%s\\n' \\"$LEAK\\" >&2");
            child.redirectErrorStream(true).environment().put("LEAK", s);
            try (var lines = new BufferedReader(new InputStreamReader(child.start().getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> log.info("child: {}", line));
            }
            try (var watch = context.watch(() -> new ProgressSnapshot("noun " + s, 1, 1, 0, OptionalLong.of(2),
                    Map.of("failure " + s, 1L), List.of(Gauge.count("gauge " + s, 1))))) {
            }
            """;

    private static final String RESULT =
            """
            new TaskResult(TaskResult.Outcome.DONE, "headline " + s, Map.of("count " + s, 1L),
                    List.of(new TaskResult.Output("output " + s, Path.of("out/" + s), "note " + s)),
                    List.of(new TaskResult.Hint("hint " + s, "text " + s)))
            """;

    @TempDir
    Path temporary;

    private Workplace work;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        work.write(
                "task.yaml",
                "task_name: probe\ntask_type: probe\nvault: ${secret:VAULT}\nenvironment:\n  env_file: local.env\n");
        work.write("local.env", "VAULT='" + SECRET + "'\n");
        Files.setPosixFilePermissions(work.path("local.env"), PosixFilePermissions.fromString("rw-------"));
    }

    private static Probe leaking(String body) {
        return new Probe()
                .config("dev.retort.spi.Secret vault, @Default(\"hello\") String text")
                .members(FORMS)
                .run(body);
    }

    private Retort.Outcome run(Probe probe, String... more) throws IOException {
        PluginJar.of(probe).writeTo(work.path("plugins/my-probe.jar"));
        List<String> words = new ArrayList<>(List.of("run-task", "task.yaml", "--plugins-dir", "plugins"));
        words.addAll(List.of(more));
        return Retort.brief(work.directory()).run(words.toArray(String[]::new));
    }

    /** Searches the console and everything in the working directory but the env file and the jar. */
    private void assertNothingShows(Retort.Outcome outcome) throws IOException {
        List<String> found = new ArrayList<>();
        found.addAll(TRACES.in("standard output", outcome.out()));
        found.addAll(TRACES.in("standard error", outcome.err()));
        Files.delete(work.path("local.env"));
        Files.delete(work.path("plugins/my-probe.jar"));
        found.addAll(TRACES.below(work.directory()));
        assertEquals("", String.join("\n", found));
    }

    @Test
    void theSearchFindsWhatIsThere() throws IOException {
        Retort.Outcome run = run(leaking("String s = config.vault().reveal();"
                + "int i = 0; for (String form : forms(s)) {"
                + "Files.writeString(context.runDirectory().resolve(\"leak\" + i++), form); } return done(\"\");"));
        assertEquals(0, run.exit(), run.all());
        try (var files = Files.list(work.latestRun("probe"))) {
            for (Path leak : files.filter(file -> file.getFileName().toString().startsWith("leak"))
                    .toList()) {
                String text = Files.readString(leak);
                boolean whollyEscaped = text.startsWith("\\u") || text.startsWith("%");
                assertTrue(whollyEscaped || !TRACES.below(leak).isEmpty(), text);
            }
        }
    }

    @Test
    void nothingShowsOfATaskThatEndsWell() throws IOException {
        Retort.Outcome run = run(leaking(LEAK_WHILE_RUNNING + "return " + RESULT + ";"), "--verbose");
        assertEquals(0, run.exit(), run.all());
        assertTrue(run.out().contains("said ***\n"), run.out());
        assertTrue(run.err().contains("warning: to the console ***\n"), run.err());
        assertTrue(run.out().contains(": headline ***\n"), run.out());
        assertFalse(work.read("runs/probe/latest/run.log").contains("\\u"), "an escaped form was left");
        assertFalse(work.read("runs/probe/latest/run.log").contains("%7"), "an escaped form was left");
        assertTrue(work.read("runs/probe/latest/run.log").contains("child: ***\n"));
        assertTrue(work.read("runs/probe/latest/run.log").contains("Caused by: java.io.IOException: cause ***\n"));
        assertTrue(work.read("runs/probe/latest/own.txt").startsWith("own file ***"));
        work.records("runs/probe/latest/events.jsonl");
        assertEquals(
                "headline ***",
                work.json(work.path("runs/probe/latest/run.json"))
                        .get("headline")
                        .asString());
        assertNothingShows(run);
    }

    @Test
    void nothingShowsForMachines() throws IOException {
        Retort.Outcome run = run(leaking(LEAK_WHILE_RUNNING + "return " + RESULT + ";"), "--json");
        assertEquals(0, run.exit(), run.all());
        for (String line : run.outLines()) {
            Workplace.parse(line);
        }
        assertNothingShows(run);
    }

    @Test
    void nothingShowsOfAFailureThatTheUserCanMend() throws IOException {
        Retort.Outcome run = run(
                leaking("String s = config.vault().reveal(); if (true) throw new TaskException(Fault.SERVICE,"
                        + " \"message \" + s, \"mend \" + s, new IOException(\"cause \" + s), " + RESULT
                        + "); return null;"),
                "--verbose");
        assertEquals(4, run.exit(), run.all());
        assertTrue(run.err().endsWith(": message ***\n  mend ***\n"), run.err());
        assertNothingShows(run);
    }

    @Test
    void nothingShowsOfABug() throws IOException {
        Retort.Outcome run = run(leaking("String s = config.vault().reveal(); if (true) throw"
                + " new IllegalStateException(\"bug \" + s, new IOException(\"cause \" + s)); return null;"));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.errLines().contains("bug: java.lang.IllegalStateException: bug ***"), run.err());
        assertTrue(run.errLines().contains("Caused by: java.io.IOException: cause ***"), run.err());
        assertNothingShows(run);
    }

    @Test
    void nothingShowsOfABugBeforeTheRun() throws IOException {
        for (String failure : List.of("IllegalStateException", "StackOverflowError")) {
            prepareAgain();
            Retort.Outcome run = run(
                    leaking("return null;").check("throw new " + failure + "(\"check \" + config.vault().reveal());"));
            assertEquals(1, run.exit(), run.all());
            assertTrue(run.err().contains("check ***\n"), run.err());
            assertNothingShows(run);
        }
    }

    @Test
    void nothingShowsOfAPlan() throws IOException {
        Retort.Outcome plan = run(
                leaking("return null;")
                        .plan("String s = config.vault().reveal();"
                                + " return new Plan(List.of(new Plan.Line(\"label \" + s, \"text \" + s)));"),
                "--dry-run");
        assertEquals(0, plan.exit(), plan.all());
        assertTrue(plan.out().contains("label ***"), plan.out());
        assertNothingShows(plan);
    }

    @Test
    void eachLineOfASecretOfManyLinesIsHidden() throws IOException {
        Files.writeString(
                work.path("local.env"),
                "VAULT=\"----- BEGIN -----\nzebra7quartz0one\nvortex9lynx0two\n----- END -----\n\"\n");
        Retort.Outcome run = run(leaking("for (String line : config.vault().reveal().split(\"\\n\"))"
                + " { context.say(line); context.logger().info(line); } context.say(config.vault().reveal());"
                + " return done(\"\");"));
        assertEquals(0, run.exit(), run.all());
        assertNothingShows(run);
    }

    @Test
    void aSecretThatIsTooShortToHideIsWarnedAbout() throws IOException {
        Files.writeString(work.path("local.env"), "VAULT=abc\n");
        Retort.Outcome run = run(leaking("return done(\"\");"));
        assertEquals(0, run.exit(), run.all());
        assertTrue(run.err().startsWith("warning: "), run.err());
        assertTrue(run.err().contains("VAULT"), run.err());
    }

    @Test
    void aSecretOnTheCommandLineIsNotKept() throws IOException {
        String plain = "zebra7quartz/vortex9lynx"; // arguments are ASCII where the tests' locale is
        Files.writeString(work.path("local.env"), "VAULT=" + plain + "\n");
        Retort.Outcome run = run(leaking("return done(\"text \" + config.text());"), "--set", "text=" + plain);
        assertEquals(0, run.exit(), run.all());
        assertTrue(run.out().contains("text ***\n"), run.out());
        assertNothingShows(run);
    }

    private void prepareAgain() throws IOException {
        Files.writeString(work.path("local.env"), "VAULT='" + SECRET + "'\n");
        Files.setPosixFilePermissions(work.path("local.env"), PosixFilePermissions.fromString("rw-------"));
    }
}
