package dev.retort.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginIndexTest {

    private static final String SPI = "1.4.0";
    private static final String JAR = "my-scorer.jar";

    private final Path plugins;

    PluginIndexTest(@TempDir Path plugins) {
        this.plugins = plugins;
    }

    private PluginIndex scan() {
        return PluginIndex.scan(plugins, SPI, 17);
    }

    /** The one problem, with the jar's directory as a user sees it. */
    private String onlyMessage() {
        List<PluginProblem> problems = scan().problems();
        assertEquals(1, problems.size(), problems::toString);
        return shown(problems.get(0));
    }

    private String shown(PluginProblem problem) {
        return problem.message().replace(plugins.toString(), "plugins");
    }

    @Test
    void aMissingDirectoryIsAnEmptyIndex() {
        PluginIndex index = PluginIndex.scan(plugins.resolve("none"), SPI);
        assertEquals(List.of(), index.plugins());
        assertEquals(List.of(), index.problems());
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsAProblem() throws IOException {
        Path file = Files.createFile(plugins.resolve("file"));
        PluginIndex index = PluginIndex.scan(file, SPI);
        assertEquals(
                "plugins/file: cannot be listed (not a directory). No task type of a plugin is available",
                shown(index.problems().get(0)));
    }

    @Test
    void readsWhatTheManifestSays() throws IOException {
        PluginJar.scorer()
                .manifest("Retort-Task-Types", "score_records, rank_records")
                .manifest("Retort-Commands", "score all=score_records, rank=rank_records")
                .in(plugins, JAR);
        PluginIndex index = scan();
        assertEquals(List.of(), index.problems());
        PluginEntry entry = index.plugins().get(0);
        assertEquals("my-scorer", entry.id());
        assertEquals("0.3", entry.version());
        assertEquals("1.x", entry.requires());
        assertEquals("For tests.", entry.description());
        assertEquals("my-scorer 0.3", entry.title());
        assertEquals(List.of("plugin.Scorer"), entry.extensions());
        assertEquals(List.of("rank_records", "score_records"), index.taskTypes());
        assertEquals(
                List.of("rank", "score all"),
                index.commands().stream().map(PluginCommand::text).toList());
    }

    @Test
    void looksOnlyAtJarsDirectlyInTheDirectory() throws IOException {
        PluginJar.scorer().in(plugins.resolve("deeper"), JAR);
        Files.writeString(plugins.resolve("notes.txt"), "not a jar");
        assertEquals(List.of(), scan().plugins());
        assertEquals(List.of(), scan().problems());
    }

    @Test
    void namesTheOwnerOfATaskType() throws IOException {
        PluginJar.scorer().in(plugins, JAR);
        PluginOwner.Found found = assertInstanceOf(PluginOwner.Found.class, scan().ownerOfTaskType("score_records"));
        assertEquals("my-scorer", found.plugin().id());
        assertEquals("score_records", found.taskType());
    }

    @Test
    void namesTheOwnerOfTheLongestCommand() throws IOException {
        PluginJar.scorer()
                .manifest("Retort-Commands", "score=score_records, score all=score_records")
                .in(plugins, JAR);
        PluginIndex index = scan();
        PluginCommand command = index.command(List.of("score", "all", "--fast")).orElseThrow();
        assertEquals(List.of("score", "all"), command.words());
        PluginOwner owner = index.ownerOfCommand(command.words());
        assertEquals(
                "score_records",
                assertInstanceOf(PluginOwner.Found.class, owner).taskType());
        assertTrue(index.command(List.of("rank")).isEmpty());
    }

    @Test
    void namesTheNearestTaskTypes() throws IOException {
        PluginJar.scorer().in(plugins, JAR);
        PluginOwner.Unknown unknown =
                assertInstanceOf(PluginOwner.Unknown.class, scan().ownerOfTaskType("score_record"));
        assertEquals(List.of("score_records"), unknown.nearest());
        PluginOwner.Unknown far = assertInstanceOf(PluginOwner.Unknown.class, scan().ownerOfTaskType("make_dataset"));
        assertEquals(List.of(), far.nearest());
    }

    @Test
    void suspectsAnUnreadableJarOfBringingAnUnknownTaskType() throws IOException {
        Files.writeString(plugins.resolve(JAR), "this is no zip");
        PluginOwner.Unknown unknown =
                assertInstanceOf(PluginOwner.Unknown.class, scan().ownerOfTaskType("score_records"));
        assertEquals(1, unknown.suspects().size());
    }

    @Test
    void reportsACorruptJar() throws IOException {
        Files.writeString(plugins.resolve(JAR), "this is no zip");
        assertEquals(
                "plugins/my-scorer.jar: cannot be read as a jar (zip END header not found)."
                        + " Copy or build it again, or remove it",
                onlyMessage());
    }

    @Test
    void reportsATruncatedJar() throws IOException {
        Path jar = PluginJar.scorer().in(plugins, JAR);
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(
                "plugins/my-scorer.jar: cannot be read as a jar (zip END header not found)."
                        + " Copy or build it again, or remove it",
                onlyMessage());
    }

    @Test
    void reportsAnEmptyFile() throws IOException {
        Files.createFile(plugins.resolve(JAR));
        assertEquals(
                "plugins/my-scorer.jar: cannot be read as a jar (zip file is empty)."
                        + " Copy or build it again, or remove it",
                onlyMessage());
    }

    @Test
    void reportsADirectoryNamedLikeAJar() throws IOException {
        Files.createDirectory(plugins.resolve(JAR));
        assertEquals(
                "plugins/my-scorer.jar: cannot be read as a jar (it is a directory)."
                        + " Copy or build it again, or remove it",
                onlyMessage());
    }

    @Test
    void reportsALinkToNowhere() throws IOException {
        Files.createSymbolicLink(plugins.resolve(JAR), plugins.resolve("gone"));
        assertEquals(
                "plugins/my-scorer.jar: cannot be read as a jar (no such file)."
                        + " Copy or build it again, or remove it",
                onlyMessage());
    }

    @Test
    void reportsALibraryAmongThePlugins() throws IOException {
        PluginJar.bare().entry("lib/Some.class", "x").in(plugins, "library-1.0.jar");
        assertEquals(
                "plugins/library-1.0.jar: not a plugin, its manifest has no Plugin-Id. Remove it from the plugin"
                        + " directory; a library belongs inside the jar of the plugin that uses it",
                onlyMessage());
    }

    @Test
    void reportsARangeThatTheEngineDoesNotMeet() throws IOException {
        PluginJar.scorer().manifest("Plugin-Requires", "2.x").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 needs SPI 2.x, this engine brings 1.4."
                        + " Task type not available: score_records",
                onlyMessage());
        PluginOwner owner = scan().ownerOfTaskType("score_records");
        assertEquals(
                1, assertInstanceOf(PluginOwner.Blocked.class, owner).problems().size());
    }

    @Test
    void acceptsEveryFormOfRangeThatHolds() throws IOException {
        for (String range : List.of("1", "1.x", "1.*", "*", "1.4.0", "1.0.0", ">=1.2 & <2.0", "~1.4", "^1.2.0")) {
            PluginJar.scorer().manifest("Plugin-Requires", range).in(plugins, JAR);
            assertEquals(List.of(), scan().problems(), range);
        }
        for (String range : List.of("2", "0.x", "1.5.0", ">=1.5", "1.3.x")) {
            PluginJar.scorer().manifest("Plugin-Requires", range).in(plugins, JAR);
            assertInstanceOf(PluginProblem.SpiMismatch.class, scan().problems().get(0), range);
        }
    }

    @Test
    void reportsARangeThatIsNone() throws IOException {
        PluginJar.scorer().manifest("Plugin-Requires", "one or two").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 has the Plugin-Requires 'one or two', expected a range of SPI"
                        + " versions such as 1.x or >=1.2 & <3.0. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsAMissingRange() throws IOException {
        PluginJar.scorer().without("Plugin-Requires").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 has no Plugin-Requires in its manifest, expected a range of SPI"
                        + " versions such as 1.x. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsABadVersion() throws IOException {
        PluginJar.scorer().manifest("Plugin-Version", "${project.version}").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer ${project.version} has the Plugin-Version '${project.version}',"
                        + " expected digits with points such as 1.4.0. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsAMissingVersion() throws IOException {
        PluginJar.scorer().without("Plugin-Version").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer has no Plugin-Version in its manifest."
                        + " Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsAManifestWithoutTaskTypes() throws IOException {
        PluginJar.scorer().without("Retort-Task-Types").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 has no Retort-Task-Types in its manifest,"
                        + " so nothing can refer to it",
                onlyMessage());
    }

    @Test
    void reportsATaskTypeThatIsNotInSnakeCase() throws IOException {
        PluginJar.scorer().manifest("Retort-Task-Types", "Score-Records").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 names the task type 'Score-Records' in its manifest,"
                        + " expected snake_case. Task type not available: Score-Records",
                onlyMessage());
    }

    @Test
    void reportsACommandWithoutTaskType() throws IOException {
        PluginJar.scorer().manifest("Retort-Commands", "score").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 has 'score' in Retort-Commands, expected words=task_type such as"
                        + " distillation generate=data_distillation. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsACommandThatLeadsElsewhere() throws IOException {
        PluginJar.scorer().manifest("Retort-Commands", "score=make_dataset").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 leads the command 'score' to the task type make_dataset,"
                        + " which Retort-Task-Types does not name. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsAMissingExtensionIndex() throws IOException {
        PluginJar.scorer().withoutEntry("META-INF/extensions.idx").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 has no META-INF/extensions.idx. Annotate the task type with"
                        + " @Extension and list org.pf4j:pf4j in the compiler's annotationProcessorPaths, then build"
                        + " again. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsAnEmptyExtensionIndex() throws IOException {
        PluginJar.scorer().index("# nothing").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 has an empty META-INF/extensions.idx. Annotate the task type with"
                        + " @Extension and list org.pf4j:pf4j in the compiler's annotationProcessorPaths, then build"
                        + " again. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsAnIndexedClassThatIsNotThere() throws IOException {
        PluginJar.scorer().index("plugin.Gone").in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 names plugin.Gone in META-INF/extensions.idx, but the jar has no"
                        + " such class. Build it again from clean. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsAClassOfANewerJava() throws IOException {
        byte[] head = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 69};
        PluginJar.scorer().entry("plugin/Scorer.class", head).in(plugins, JAR);
        assertEquals(
                "plugins/my-scorer.jar: my-scorer 0.3 is compiled for Java 25, this is Java 17. Run the engine with"
                        + " Java 25 or later. Task type not available: score_records",
                onlyMessage());
    }

    @Test
    void reportsTwoJarsWithOneId() throws IOException {
        PluginJar.scorer().in(plugins, "my-scorer-1.jar");
        PluginJar.scorer().in(plugins, "my-scorer-2.jar");
        assertEquals(
                List.of(
                        "plugins/my-scorer-1.jar: the plugin id my-scorer is also that of plugins/my-scorer-2.jar."
                                + " Remove one of the two. Task type not available: score_records",
                        "plugins/my-scorer-2.jar: the plugin id my-scorer is also that of plugins/my-scorer-1.jar."
                                + " Remove one of the two. Task type not available: score_records"),
                scan().problems().stream().map(this::shown).toList());
        assertInstanceOf(PluginOwner.Blocked.class, scan().ownerOfTaskType("score_records"));
    }

    @Test
    void reportsTwoOwnersOfOneTaskTypeAndLeavesTheirOthersAlone() throws IOException {
        PluginJar.scorer().in(plugins, "a.jar");
        PluginJar.scorer()
                .manifest("Plugin-Id", "other")
                .manifest("Retort-Task-Types", "score_records, rank_records")
                .in(plugins, "b.jar");
        assertEquals(
                "plugins/b.jar: the task type score_records is also brought by plugins/a.jar."
                        + " Remove one of the two. Task type not available: score_records",
                onlyMessage());
        PluginIndex index = scan();
        assertInstanceOf(PluginOwner.Blocked.class, index.ownerOfTaskType("score_records"));
        assertInstanceOf(PluginOwner.Found.class, index.ownerOfTaskType("rank_records"));
        assertEquals(1, index.problemsOf(index.plugins().get(0)).size());
        assertEquals(1, index.problemsOf(index.plugins().get(1)).size());
    }

    @Test
    void reportsTwoOwnersOfOneCommand() throws IOException {
        PluginJar.scorer().manifest("Retort-Commands", "score=score_records").in(plugins, "a.jar");
        PluginJar.scorer()
                .manifest("Plugin-Id", "other")
                .manifest("Retort-Task-Types", "rank_records")
                .manifest("Retort-Commands", "score=rank_records")
                .in(plugins, "b.jar");
        assertEquals(
                "plugins/b.jar: the command 'score' is also brought by plugins/a.jar."
                        + " Remove one of the two. Command not available: score",
                onlyMessage());
        PluginIndex index = scan();
        assertInstanceOf(PluginOwner.Blocked.class, index.ownerOfCommand(List.of("score")));
        assertInstanceOf(PluginOwner.Found.class, index.ownerOfTaskType("rank_records"));
    }

    @Test
    void aBadJarDoesNotStopTheOthers() throws IOException {
        Files.writeString(plugins.resolve("broken.jar"), "this is no zip");
        PluginJar.scorer().in(plugins, JAR);
        assertInstanceOf(PluginOwner.Found.class, scan().ownerOfTaskType("score_records"));
    }
}
