package dev.retort.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retort.spi.TaskType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {

    private static final String JAR = "my-scorer.jar";

    private final Path plugins;
    private final PluginHost host = new PluginHost("1.0.0");

    PluginHostTest(@TempDir Path plugins) {
        this.plugins = plugins;
    }

    @AfterEach
    void close() {
        host.close();
    }

    private LoadedPlugin load(PluginJar jar) throws Exception {
        jar.in(plugins, JAR);
        PluginIndex index = PluginIndex.scan(plugins, "1.0.0");
        assertEquals(List.of(), index.problems());
        return host.load(index.plugins().get(0));
    }

    private String refusal(PluginJar jar) {
        return assertThrows(PluginLoadException.class, () -> load(jar))
                .problem()
                .message()
                .replace(plugins.toString(), "plugins");
    }

    /** A scorer whose summary is the value of an expression, run inside the plugin. */
    private static PluginJar telling(String expression) {
        return PluginJar.named("my-scorer", "score_records")
                .source(
                        "plugin.Scorer",
                        PluginJar.taskType("Scorer", "score_records", "")
                                .replace("return \"Scores.\";", "return String.valueOf(" + expression + ");")
                                .replace(
                                        "public String name()",
                                        """
                                        static String loads(String name) {
                                            try {
                                                Class.forName(name);
                                                return name + " is visible";
                                            } catch (ClassNotFoundException e) {
                                                return "hidden";
                                            }
                                        }
                                        static String resources(String name) {
                                            try {
                                                var own = Scorer.class.getClassLoader();
                                                return Collections.list(own.getResources(name)).size()
                                                        + (own.getResource(name) == null ? " none" : " one")
                                                        + (own.getResourceAsStream(name) == null ? " none" : " one");
                                            } catch (java.io.IOException e) {
                                                return e.toString();
                                            }
                                        }
                                        public String name()"""));
    }

    @Test
    void loadsTheTaskTypesOfAJarOnce() throws Exception {
        LoadedPlugin plugin = load(PluginJar.scorer());
        TaskType<?> type = plugin.taskType("score_records");
        assertEquals("score_records", type.name());
        assertEquals("Scores.", type.summary());
        assertEquals("plugin.Scorer$Config", type.configType().getName());
        assertEquals(List.of(), plugin.problems());
        assertEquals(List.of(), plugin.examine());
        assertSame(plugin, host.load(plugin.entry()));
    }

    @Test
    void aPluginDoesNotSeeTheEngine() throws Exception {
        for (String hidden : List.of(
                "dev.retort.core.plugin.PluginHost",
                "tools.jackson.core.json.JsonFactory",
                "ch.qos.logback.classic.Logger",
                "com.samskivert.mustache.Mustache",
                "org.junit.jupiter.api.Test",
                "plugin.Nowhere")) {
            try (PluginHost fresh = new PluginHost("1.0.0")) {
                telling("loads(\"" + hidden + "\")").in(plugins, JAR);
                PluginEntry entry = PluginIndex.scan(plugins, "1.0.0").plugins().get(0);
                assertEquals("hidden", fresh.load(entry).taskTypes().get(0).summary(), hidden);
            }
        }
    }

    @Test
    void aPluginSeesTheJdkAndWhatItCompilesAgainst() throws Exception {
        String all = "loads(\"java.net.http.HttpClient\") + loads(\"java.sql.Driver\")"
                + " + loads(\"org.slf4j.Logger\") + loads(\"org.pf4j.Extension\")"
                + " + loads(\"org.jspecify.annotations.Nullable\") + loads(\"dev.retort.spi.Task\")";
        assertEquals(
                "java.net.http.HttpClient is visiblejava.sql.Driver is visible"
                        + "org.slf4j.Logger is visibleorg.pf4j.Extension is visible"
                        + "org.jspecify.annotations.Nullable is visibledev.retort.spi.Task is visible",
                load(telling(all)).taskTypes().get(0).summary());
    }

    @Test
    void aPluginDoesNotSeeTheEnginesServicesAndResources() throws Exception {
        String configurator = "META-INF/services/ch.qos.logback.classic.spi.Configurator";
        assertNotNull(getClass().getClassLoader().getResource(configurator));
        assertEquals(
                "0 none none",
                load(telling("resources(\"" + configurator + "\")"))
                        .taskTypes()
                        .get(0)
                        .summary());
    }

    @Test
    void aPluginSeesItsOwnServicesOnce() throws Exception {
        PluginJar jar = telling("resources(\"META-INF/services/java.lang.Runnable\")"
                        + " + \" \" + ServiceLoader.load(Runnable.class).stream().count()")
                .entry("META-INF/services/java.lang.Runnable", "plugin.Job")
                .source("plugin.Job", "package plugin; public class Job implements Runnable { public void run() {} }");
        assertEquals("1 one one 1", load(jar).taskTypes().get(0).summary());
    }

    @Test
    void aPluginUsesItsOwnJackson() throws Exception {
        PluginJar jar = telling("tools.jackson.core.json.PackageVersion.mine()")
                .source(
                        "tools.jackson.core.json.PackageVersion",
                        """
                        package tools.jackson.core.json;
                        public class PackageVersion { public static String mine() { return "2.0.0 of the plugin"; } }
                        """);
        assertEquals("2.0.0 of the plugin", load(jar).taskTypes().get(0).summary());
        assertEquals("3.2.4", tools.jackson.core.json.PackageVersion.VERSION.toString());
    }

    @Test
    void aCopyOfTheSpiInTheJarIsNotUsed() throws Exception {
        byte[] copy;
        try (var in = TaskType.class.getResourceAsStream("TaskType.class")) {
            copy = in.readAllBytes();
        }
        PluginJar jar = PluginJar.scorer().entry("dev/retort/spi/TaskType.class", copy);
        assertEquals("Scores.", load(jar).taskTypes().get(0).summary());
    }

    @Test
    void everyCallRunsWithThePluginsContextClassLoader() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        LoadedPlugin plugin =
                load(telling("Thread.currentThread().getContextClassLoader() == Scorer.class.getClassLoader()"));
        assertEquals("true", plugin.taskTypes().get(0).summary());
        assertSame(before, Thread.currentThread().getContextClassLoader());
        ClassLoader inside = plugin.scope().call(() -> Thread.currentThread().getContextClassLoader());
        assertSame(plugin.taskTypes().get(0).configType().getClassLoader(), inside);
    }

    @Test
    void theContextClassLoaderComesBackAfterAFailure() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        LoadedPlugin plugin = load(telling("1 / (1 - loads(\"java.lang.String\").indexOf('a'))"));
        assertThrows(ArithmeticException.class, () -> plugin.taskTypes().get(0).summary());
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void reportsAConstructorThatThrows() {
        PluginJar jar = PluginJar.named("my-scorer", "score_records")
                .source(
                        "plugin.Scorer",
                        PluginJar.taskType(
                                "Scorer",
                                "score_records",
                                "if (true) throw new IllegalStateException(\"no licence\\n  found\");"));
        PluginLoadException refusal = assertThrows(PluginLoadException.class, () -> load(jar));
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer failed in its constructor:"
                        + " java.lang.IllegalStateException: no licence found."
                        + " Task type not available: score_records",
                refusal.problem().message().replace(plugins.toString(), "plugins"));
        assertInstanceOf(IllegalStateException.class, refusal.getCause());
    }

    @Test
    void reportsAStaticInitializerThatThrows() {
        PluginJar using = PluginJar.named("my-scorer", "score_records")
                .source("plugin.Scorer", PluginJar.taskType("Scorer", "score_records", "int one = Table.ONE;"))
                .source(
                        "plugin.Table",
                        "package plugin; class Table { static final int ONE = Integer.parseInt(\"x\"); }");
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer failed in its static initializer:"
                        + " java.lang.NumberFormatException: For input string: \"x\"."
                        + " Task type not available: score_records",
                refusal(using));
    }

    @Test
    void reportsAClassThatIsMissing() {
        PluginJar jar = PluginJar.named("my-scorer", "score_records")
                .source(
                        "plugin.Scorer",
                        PluginJar.taskType("Scorer", "score_records", "new tools.jackson.core.json.JsonFactory();"));
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer needs the class"
                        + " tools.jackson.core.json.JsonFactory, which is neither in the jar nor in the SPI."
                        + " Shade the library that brings it into the jar. Task type not available: score_records",
                refusal(jar));
    }

    @Test
    void reportsAnInnerClassOfANewerJava() {
        byte[] newer = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
        PluginJar jar = PluginJar.named("my-scorer", "score_records")
                .source("plugin.Scorer", PluginJar.taskType("Scorer", "score_records", "new Part();"))
                .source("plugin.Part", "package plugin; class Part {}")
                .entry("plugin/Part.class", newer);
        int running = Runtime.version().feature();
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 is compiled for Java 55, this is Java " + running
                        + ". Run the engine with Java 55 or later. Task type not available: score_records",
                refusal(jar));
    }

    @Test
    void reportsADamagedClass() {
        PluginJar jar = PluginJar.scorer().entry("plugin/Scorer.class", "no class file at all");
        String message = refusal(jar);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer cannot be linked: java.lang.ClassFormatError:"
                        + " Incompatible magic value 1852776547 in class file plugin/Scorer."
                        + " Task type not available: score_records",
                message);
    }

    @Test
    void reportsAnExtensionThatIsNoTaskType() {
        PluginJar jar = PluginJar.named("my-scorer", "score_records")
                .source("plugin.Scorer", "package plugin; public class Scorer {}");
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer is marked @Extension, but is no"
                        + " dev.retort.spi.TaskType. Task type not available: score_records",
                refusal(jar));
    }

    @Test
    void reportsAConstructorThatIsNotPublic() {
        String source = PluginJar.taskType("Scorer", "score_records", "").replace("public Scorer()", "Scorer()");
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer has no public constructor without arguments."
                        + " Task type not available: score_records",
                refusal(PluginJar.named("my-scorer", "score_records").source("plugin.Scorer", source)));
    }

    @Test
    void reportsAnAbstractTaskType() {
        String source =
                PluginJar.taskType("Scorer", "score_records", "").replace("public class", "public abstract class");
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer is abstract."
                        + " Task type not available: score_records",
                refusal(PluginJar.named("my-scorer", "score_records").source("plugin.Scorer", source)));
    }

    @Test
    void reportsAClassThatIsNotPublic() {
        String source = PluginJar.taskType("Scorer", "score_records", "").replace("public class", "class");
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer is not public."
                        + " Task type not available: score_records",
                refusal(PluginJar.named("my-scorer", "score_records").source("plugin.Scorer", source)));
    }

    @Test
    void reportsATaskTypeWithoutName() {
        String source =
                PluginJar.taskType("Scorer", "score_records", "").replace("return \"score_records\"", "return null");
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer failed: java.lang.NullPointerException:"
                        + " name() returned null. Task type not available: score_records",
                refusal(PluginJar.named("my-scorer", "score_records").source("plugin.Scorer", source)));
    }

    @Test
    void reportsTaskTypesThatManifestAndClassesDisagreeAbout() throws Exception {
        LoadedPlugin plugin = load(PluginJar.scorer().manifest("Retort-Task-Types", "rank_records"));
        assertEquals(
                List.of(
                        "plugins/my-scorer.jar: my-scorer 0.3: plugin.Scorer brings the task type score_records, but"
                                + " Retort-Task-Types in the manifest does not name it."
                                + " Task type not available: score_records",
                        "plugins/my-scorer.jar: my-scorer 0.3 names the task type rank_records in its manifest, but its"
                                + " classes bring none. Task type not available: rank_records"),
                plugin.problems().stream()
                        .map(problem -> problem.message().replace(plugins.toString(), "plugins"))
                        .toList());
        assertThrows(PluginLoadException.class, () -> plugin.taskType("rank_records"));
    }

    @Test
    void examineReportsCommandsThatManifestAndClassesDisagreeAbout() throws Exception {
        PluginJar jar = PluginJar.named("my-scorer", "score_records")
                .manifest("Retort-Commands", "score=score_records")
                .source(
                        "plugin.Scorer",
                        PluginJar.taskType("Scorer", "score_records", "")
                                .replace(
                                        "public Task create",
                                        """
                                        public List<TaskCommand> commands() {
                                            return List.of(new TaskCommand(
                                                    List.of("rank"), "Ranks.", List.of(), Map.of()));
                                        }
                                        public Task create"""));
        assertEquals(
                List.of(
                        "plugins/my-scorer.jar: my-scorer 0.3 names the command 'score' in its manifest, but no task"
                                + " type brings it. Command not available: score",
                        "plugins/my-scorer.jar: my-scorer 0.3 brings the command 'rank', but Retort-Commands in the"
                                + " manifest does not name it. Command not available: rank"),
                load(jar).examine().stream()
                        .map(problem -> problem.message().replace(plugins.toString(), "plugins"))
                        .toList());
    }

    @Test
    void writesNothingIntoThePluginDirectory() throws Exception {
        Path own = plugins.resolve("own");
        PluginJar.scorer().in(own, JAR);
        try (var before = Files.list(own)) {
            List<Path> files = before.sorted().toList();
            host.load(PluginIndex.scan(own, "1.0.0").plugins().get(0));
            host.close();
            try (var after = Files.list(own)) {
                assertEquals(files, after.sorted().toList());
            }
        }
    }

    @Test
    void nothingCanBeLoadedAfterClosing() throws Exception {
        LoadedPlugin plugin = load(telling("new Later().toString()")
                .source(
                        "plugin.Later",
                        "package plugin; class Later { public String toString() { return \"late\"; } }"));
        host.close();
        assertThrows(NoClassDefFoundError.class, () -> plugin.taskTypes().get(0).summary());
    }
}
