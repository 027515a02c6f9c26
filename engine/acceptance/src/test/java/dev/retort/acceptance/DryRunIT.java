package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code --dry-run}: a plan without a credential, without a connection and without a trace. */
class DryRunIT {

    private static final String WARNING =
            """
            model.yaml:3:12: warning: the secret OPENAI_API_KEY is not set (referred to from task.yaml:6:17)
                 | put OPENAI_API_KEY=… into env/local.env, or export it
            """;

    @TempDir
    Path temporary;

    private Workplace work;
    private Retort retort;
    private ServerSocket server;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        retort = Retort.brief(work.directory());
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        work.write(
                "task.yaml",
                """
                task_name: "dry"
                task_type: "data_distillation"
                distillation:
                  input_path: "prompts.jsonl"
                  output_path: "out/dry/"
                  model_config: "model.yaml"
                environment:
                  env_file: "env/local.env"
                """);
        work.write("env/local.env", "# nothing yet\n");
        Files.setPosixFilePermissions(work.path("env/local.env"), PosixFilePermissions.fromString("rw-------"));
        work.write("prompts.jsonl", "{\"id\": 1, \"messages\": []}\n{\"id\": 2, \"messages\": []}\n");
        model("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    @AfterEach
    void close() throws IOException {
        Files.setPosixFilePermissions(work.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        server.close();
    }

    private void model(String baseUrl) throws IOException {
        work.write(
                "model.yaml",
                """
                client_config:
                  base_url: "%s"
                  api_key: ${secret:OPENAI_API_KEY}
                chat_config:
                  model: "big"
                """
                        .formatted(baseUrl));
    }

    private String plan(String baseUrl) {
        return """
                dry · data_distillation 0.1.0 · dry run, nothing is sent or written
                  input     prompts.jsonl, 2 records, 52 bytes
                  model     big at %s
                  at once   64 requests
                  answers   out/dry/prompts.jsonl
                  failures  out/dry/prompts_error.jsonl
                """
                .formatted(baseUrl);
    }

    /** Everything in the working directory with the time of its last change. */
    private Map<String, FileTime> state() throws IOException {
        Map<String, FileTime> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(work.directory())) {
            for (Path file : files.toList()) {
                state.put(file.toString(), Files.getLastModifiedTime(file));
            }
        }
        return state;
    }

    /** Makes whatever changes from now on newer than what is there. */
    private void age() throws IOException {
        try (Stream<Path> files = Files.walk(work.directory())) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            }
        }
    }

    @Test
    void printsThePlanAndTouchesNothing() throws IOException {
        age();
        Map<String, FileTime> before = state();
        Files.setPosixFilePermissions(work.directory(), PosixFilePermissions.fromString("r-xr-xr-x"));
        Retort.Outcome dry = retort.run("run-task", "task.yaml", "--dry-run");
        assertEquals(0, dry.exit(), dry.all());
        assertEquals(plan("http://127.0.0.1:" + server.getLocalPort() + "/v1"), dry.out());
        assertEquals(WARNING, dry.err());
        assertEquals(before, state());
        server.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, server::accept, "somebody has connected");
    }

    @Test
    void needsNoNetwork() throws IOException {
        model("http://203.0.113.1:9/v1"); // an address that is kept for documentation: RFC 5737
        age();
        Map<String, FileTime> before = state();
        Retort.Outcome dry = retort.run("run-task", "task.yaml", "--dry-run");
        assertEquals(0, dry.exit(), dry.all());
        assertEquals(plan("http://203.0.113.1:9/v1"), dry.out());
        assertEquals(before, state());
    }

    @Test
    void needsNoEnvFile() throws IOException {
        Files.delete(work.path("env/local.env"));
        Retort.Outcome dry = retort.run("run-task", "task.yaml", "--dry-run");
        assertEquals(0, dry.exit(), dry.all());
        assertTrue(dry.errLines().contains("task.yaml:8:13: warning: there is no env file env/local.env"), dry.err());
    }

    @Test
    void worksForACommandOfAPlugin() throws IOException {
        age();
        Map<String, FileTime> before = state();
        Retort.Outcome dry = retort.run(
                "distillation",
                "generate",
                "--dry-run",
                "--input-path",
                "prompts.jsonl",
                "--output-path",
                "out/dry/",
                "--model-config",
                "model.yaml");
        assertEquals(0, dry.exit(), dry.all());
        assertEquals(
                plan("http://127.0.0.1:" + server.getLocalPort() + "/v1").replace("dry ·", "distillation_generate ·"),
                dry.out());
        assertEquals(before, state());
        server.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, server::accept, "somebody has connected");
    }

    @Test
    void machinesGetThePlanAsJson() {
        Retort.Outcome dry = retort.run("run-task", "task.yaml", "--dry-run", "--json");
        assertEquals(0, dry.exit(), dry.all());
        boolean found = false;
        for (String line : dry.outLines()) {
            JsonNode value = Workplace.parse(line);
            found |= value.toString().contains("out/dry/prompts_error.jsonl");
        }
        assertTrue(found, dry.out());
    }

    @Test
    void tellsWhatWouldStopTheRun() throws IOException {
        Files.delete(work.path("prompts.jsonl"));
        Retort.Outcome dry = retort.run("run-task", "task.yaml", "--dry-run");
        assertEquals(2, dry.exit(), dry.all());
        assertEquals("", dry.out());
        assertTrue(
                dry.err()
                        .startsWith(
                                "task.yaml:4:15: error: 'input_path' names a file that is not there: prompts.jsonl\n"),
                dry.err());
    }
}
