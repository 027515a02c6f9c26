package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.secret.MaskingOutputStream;
import dev.retort.spi.Fault;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.TaskContext;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskResult;
import dev.retort.spi.report.ReportPart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants a secret in everything that a task can write to, in every form, and searches the whole run tree and the console. */
class SecretsInRunTest {

    private static final String SECRET = "Wq7/p\"lé+n %t<&>ed.4711";

    private final Fixture fixture;

    SecretsInRunTest(@TempDir Path root) {
        this.fixture = new Fixture(root);
        fixture.plant(SECRET);
    }

    /** The forms by name; each would give the secret away. */
    private static Map<String, String> forms() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        String json = SECRET.replace("\"", "\\\"");
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("raw", SECRET);
        forms.put("base64", Base64.getEncoder().encodeToString(bytes));
        forms.put(
                "base64 of a header",
                Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8)));
        forms.put("base64 url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.put("url", URLEncoder.encode(SECRET, StandardCharsets.UTF_8));
        forms.put(
                "url with %20",
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.put("json", json);
        forms.put("json with \\/", json.replace("/", "\\/"));
        forms.put(
                "json with \\u",
                json.replace("é", "\\u00e9").replace("<", "\\u003C").replace("&", "\\u0026"));
        forms.put("json in json", json.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.put("html", SECRET.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        return forms;
    }

    /** Pieces that no form shares with ordinary text: what must not be found anywhere. */
    private static List<String> traces() {
        List<String> traces = new ArrayList<>(List.of("Wq7", "ed.4711"));
        for (String form : forms().values()) {
            String tail = form.replaceAll("=+$", "");
            traces.add(form);
            traces.add(tail.substring(tail.length() / 4, tail.length() * 3 / 4));
        }
        return traces;
    }

    private TaskResult plantEverywhere(TaskContext context, String secret) throws TaskException {
        context.logger().info("sent {}", secret);
        context.logger().warn("sent " + secret, new IllegalStateException("outer", new IOException("inner " + secret)));
        context.events().emit("record_failed", Map.of("reason", secret, secret, List.of(Map.of("deep", secret))));
        context.say("using " + secret);
        context.report(new ReportPart.Text("Text " + secret, "body " + secret));
        context.report(new ReportPart.Table("Table", List.of("column " + secret), List.of(List.of("cell " + secret))));
        context.report(new ReportPart.Bars("Bars", secret, List.of(new ReportPart.Bar(secret, 1))));
        context.report(new ReportPart.Chart(
                secret,
                secret,
                secret,
                List.of(new ReportPart.Series(
                        secret, List.of(new ReportPart.Point(0, 1), new ReportPart.Point(1, 2))))));
        context.report(new ReportPart.Links(
                "Links", List.of(new ReportPart.Link(secret, "https://example.org/?key=" + secret))));
        ProgressSnapshot snapshot = new ProgressSnapshot(
                "records", 1, 1, 0, OptionalLong.of(2), Map.of(secret, 1L), List.of(Gauge.count(secret, 1)));
        context.watch(() -> snapshot).close();
        childOutput(context, secret);
        assertFalse(context.commandWith("key=" + secret).contains(secret));
        throw new TaskException(
                Fault.SERVICE,
                "refused " + secret,
                "check " + secret,
                new IOException("inner " + secret, new IllegalStateException("innermost " + secret)),
                new TaskResult(
                        TaskResult.Outcome.SOME_FAILED,
                        "headline " + secret,
                        Map.of(),
                        List.of(new TaskResult.Output("results " + secret, Path.of("out"), "note " + secret)),
                        List.of(new TaskResult.Hint("again", "type " + secret))));
    }

    private void childOutput(TaskContext context, String secret) {
        try (OutputStream child = new MaskingOutputStream(
                Files.newOutputStream(context.runDirectory().resolve("child.log")), fixture.masker)) {
            for (byte b : ("key=" + secret + "\nagain " + secret).getBytes(StandardCharsets.UTF_8)) {
                child.write(b);
                child.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noSinkShowsASecretInAnyForm() throws IOException {
        for (Map.Entry<String, String> form : forms().entrySet()) {
            fixture.command = List.of("java", "-jar", "engine.jar", "--set", "key=" + form.getValue());
            RunOutcome outcome = fixture.run(context -> plantEverywhere(context, form.getValue()));
            assertEquals(ExitCode.SERVICE, outcome.exitCode());
            assertEquals(List.of(), outcome.warnings());
            RunFailure failure = outcome.failure().orElseThrow();
            List<String> console = new ArrayList<>(List.of(
                    failure.message(),
                    failure.mend(),
                    outcome.headline(),
                    outcome.hints().toString(),
                    outcome.outputs().toString()));
            console.addAll(fixture.said);
            console.addAll(fixture.warned);
            assertSafe(form.getKey() + " on the console", console.toString());
            try (Stream<Path> files = Files.walk(fixture.root.resolve("runs"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertSafe(form.getKey() + " in " + file.getFileName(), Files.readString(file));
                }
            }
        }
    }

    @Test
    void aTraceOfABugIsMaskedToo() throws IOException {
        RunOutcome outcome = fixture.run(context -> {
            IllegalStateException bug = new IllegalStateException("outer", new IOException("inner " + SECRET));
            bug.addSuppressed(new IOException("suppressed " + SECRET));
            throw bug;
        });
        String trace = outcome.failure().orElseThrow().trace();
        assertSafe("trace", trace);
        assertTrue(trace.contains("Caused by: java.io.IOException: inner ***"));
        assertTrue(trace.contains("Suppressed: java.io.IOException: suppressed ***"));
        assertSafe("log", Files.readString(outcome.directory().orElseThrow().file("run.log")));
    }

    private static void assertSafe(String where, String text) {
        for (String trace : traces()) {
            assertFalse(text.contains(trace), () -> where + " shows " + trace + " in:\n" + text);
        }
    }
}
