package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.spi.TaskType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin sees itself, the JDK and the SPI, and nothing else of the engine. */
class PluginIsolationIT {

    private static final String LOOK =
            """
            static String look(String name) {
                try {
                    return Class.forName(name, false, Thread.currentThread().getContextClassLoader()).getName();
                } catch (ClassNotFoundException e) {
                    return "hidden";
                }
            }
            """;

    @TempDir
    Path temporary;

    private Workplace work;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        work.write("task.yaml", "task_name: probe\ntask_type: probe\n");
    }

    private Retort.Outcome run(PluginJar jar, String... more) throws IOException {
        jar.writeTo(work.path("plugins/my-probe.jar"));
        Retort retort = Retort.brief(work.directory()).with("RETORT_PLUGINS_DIR", "plugins");
        String[] words = new String[more.length + 2];
        words[0] = "run-task";
        words[1] = "task.yaml";
        System.arraycopy(more, 0, words, 2, more.length);
        return retort.run(words);
    }

    /** What the task said, a line each. */
    private List<String> said(PluginJar jar) throws IOException {
        Retort.Outcome run = run(jar);
        assertEquals(0, run.exit(), run.all());
        return run.outLines().stream()
                .skip(1)
                .takeWhile(line -> !line.startsWith("done in "))
                .toList();
    }

    @Test
    void aPluginUsesItsOwnJacksonAndTheEngineItsOwn() throws IOException {
        PluginJar jar = PluginJar.of(new Probe()
                        .run("context.say(tools.jackson.core.json.PackageVersion.mine());"
                                + "context.say(tools.jackson.core.JsonFactory.class.getName() + \" \""
                                + " + new tools.jackson.core.JsonFactory());"
                                + "context.events().emit(\"seen\", Map.of(\"quote\", \"\\\"\")); return done(\"\");"))
                .source(
                        "tools.jackson.core.json.PackageVersion",
                        "package tools.jackson.core.json;"
                                + " public class PackageVersion { public static String mine() { return \"2.0 mine\"; } }")
                .source(
                        "tools.jackson.core.JsonFactory",
                        "package tools.jackson.core;"
                                + " public class JsonFactory { public String toString() { return \"mine\"; } }");
        assertEquals(List.of("2.0 mine", "tools.jackson.core.JsonFactory mine"), said(jar));
        assertTrue(
                work.read("runs/probe/latest/events.jsonl").contains("\"event\":\"seen\",\"quote\":\"\\\"\"}"),
                "the engine writes JSON while the plugin has another Jackson");
    }

    @Test
    void noClassOfTheEngineIsVisible() throws IOException {
        List<String> inside = List.of(
                "dev.retort.core.run.TaskRunner",
                "dev.retort.cli.Main",
                "tools.jackson.core.json.JsonFactory",
                "ch.qos.logback.classic.Logger",
                "org.snakeyaml.engine.v2.api.LoadSettings",
                "picocli.CommandLine");
        try (ZipFile engine = new ZipFile(Retort.home().resolve("engine.jar").toFile())) {
            for (String name : inside) {
                assertNotNull(engine.getEntry(name.replace('.', '/') + ".class"), name + " is not in the engine");
            }
        }
        String looks = inside.stream()
                .map(name -> "context.say(look(\"" + name + "\"));")
                .collect(Collectors.joining());
        PluginJar jar = PluginJar.of(new Probe()
                .members(LOOK)
                .run(looks + "context.say(look(\"okhttp3.OkHttpClient\"));"
                        + "context.say(look(\"com.samskivert.mustache.Mustache\"));"
                        + "context.say(look(\"java.net.http.HttpClient\"));"
                        + "context.say(look(\"org.slf4j.Logger\")); return done(\"\");"));
        assertEquals(
                List.of(
                        "hidden",
                        "hidden",
                        "hidden",
                        "hidden",
                        "hidden",
                        "hidden",
                        "hidden",
                        "hidden",
                        "java.net.http.HttpClient",
                        "org.slf4j.Logger"),
                said(jar));
    }

    @Test
    void noResourceOfTheEngineIsVisible() throws IOException {
        PluginJar jar = PluginJar.of(new Probe()
                        .members(
                                """
                                        static String count(String name) {
                                            try {
                                                ClassLoader own = Probe.class.getClassLoader();
                                                return name + " " + Collections.list(own.getResources(name)).size()
                                                        + (own.getResource(name) == null ? " hidden" : " there");
                                            } catch (IOException e) {
                                                return e.toString();
                                            }
                                        }
                                        """)
                        .run("context.say(count(\"META-INF/MANIFEST.MF\"));"
                                + "context.say(count(\"META-INF/services/org.slf4j.spi.SLF4JServiceProvider\"));"
                                + "context.say(count("
                                + "\"META-INF/services/ch.qos.logback.classic.spi.Configurator\"));"
                                + "context.say(count(\"logback.xml\"));"
                                + "context.say(ServiceLoader.load(Runnable.class).stream().count()"
                                + " + \" service\"); return done(\"\");"))
                .entry("META-INF/services/java.lang.Runnable", "plugin.Job")
                .source("plugin.Job", "package plugin; public class Job implements Runnable { public void run() {} }");
        assertEquals(
                List.of(
                        "META-INF/MANIFEST.MF 1 there",
                        "META-INF/services/org.slf4j.spi.SLF4JServiceProvider 0 hidden",
                        "META-INF/services/ch.qos.logback.classic.spi.Configurator 0 hidden",
                        "logback.xml 0 hidden",
                        "1 service"),
                said(jar));
    }

    @Test
    void aCopyOfTheSpiThatSlippedIntoTheJarIsNotUsed() throws IOException {
        try (InputStream copy = TaskType.class.getResourceAsStream("TaskType.class")) {
            assertNotNull(copy);
            PluginJar jar = PluginJar.of(new Probe().run("context.say(\"works\"); return done(\"\");"))
                    .entry("dev/retort/spi/TaskType.class", copy.readAllBytes());
            assertEquals(List.of("works"), said(jar));
        }
    }

    @Test
    void theContextClassLoaderIsThePluginsInEveryCall() throws IOException {
        String ask = "seen(\"%s\");";
        PluginJar jar = PluginJar.of(
                new Probe()
                        .config("@Default(\"hello\") String text, @Default(\"{}\") Section section")
                        .members(
                                """
                        static final StringBuilder SEEN = new StringBuilder();
                        static void seen(String where) {
                            boolean own = Thread.currentThread().getContextClassLoader() == Probe.class.getClassLoader();
                            synchronized (SEEN) {
                                if (SEEN.indexOf(where) < 0) {
                                    SEEN.append(where).append(own ? " own, " : " FOREIGN, ");
                                }
                            }
                        }
                        static { seen("class"); }
                        public record Section(@Default("1") int number) {
                            public Section { seen("record"); }
                        }
                        """)
                        .constructor(ask.formatted("constructor"))
                        .check(ask.formatted("check"))
                        .create(ask.formatted("create") + " return new Work(config);")
                        .run(
                                ask.formatted("run")
                                        + """
                        Thread thread = new Thread(() -> seen("thread"));
                        thread.start();
                        thread.join();
                        try (var watch = context.watch(() -> {
                            seen("progress");
                            return new ProgressSnapshot("things", 1, 0, 0, OptionalLong.of(1), Map.of(), List.of());
                        })) {
                        }
                        context.say(SEEN.toString());
                        return done("");
                        """));
        assertEquals(
                List.of("class own, constructor own, record own, check own, create own, run own, thread own,"
                        + " progress own, "),
                said(jar));
    }

    @Test
    void whatAPluginLogsThroughSlf4jGoesToTheRunsLog() throws IOException {
        PluginJar jar = PluginJar.of(new Probe()
                .run("org.slf4j.LoggerFactory.getLogger(\"my.library\").info(\"heard {}\", 1);"
                        + "org.slf4j.LoggerFactory.getLogger(\"my.library\").debug(\"whispered\");"
                        + "context.logger().warn(\"a thing\\nof two lines\"); return done(\"\");"));
        Retort.Outcome run = run(jar, "--quiet");
        assertEquals(0, run.exit(), run.all());
        assertEquals("", run.out());
        assertEquals("warning: a thing\nof two lines\n", run.err());
        String log = work.read("runs/probe/latest/run.log");
        assertTrue(log.contains(" INFO  [retort-task] my.library: heard 1\n"), log);
        assertTrue(log.contains(" WARN  [retort-task] probe: a thing\nof two lines\n"), log);
        assertTrue(!log.contains("whispered"), log);
        assertEquals(0, run(jar, "--verbose").exit());
        assertTrue(work.read("runs/probe/latest/run.log").contains(" DEBUG [retort-task] my.library: whispered\n"));
    }

    @Test
    void whatAPluginPrintsGoesToStandardError() throws IOException {
        PluginJar jar = PluginJar.of(new Probe()
                .run(
                        "System.out.println(\"one\\ntwo\"); System.err.printf(\"th%s%n\", \"ree\"); System.out.print(\"unfinished\");"
                                + " return done(\"\");"));
        Retort.Outcome run = run(jar, "--quiet");
        assertEquals(0, run.exit(), run.all());
        assertEquals("", run.out());
        assertEquals("one\ntwo\nthree\nunfinished\n", run.err());
    }
}
