package dev.retort.acceptance;

/** The source of a task type {@code probe} that does nothing but what the test fills in. */
final class Probe {

    private static final String TEMPLATE =
            """
            package plugin;

            import dev.retort.spi.*;
            import dev.retort.spi.config.*;
            import dev.retort.spi.report.*;
            import java.io.*;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.jspecify.annotations.*;

            public class Probe implements TaskType<Probe.Config> {
                public record Config(@config@) {}

                @members@

                public Probe() {
                    @constructor@
                }

                public String name() {
                    return "@type@";
                }

                public String summary() {
                    return "Tries one thing.";
                }

                public Class<Config> configType() {
                    return Config.class;
                }

                public void check(Config config, Problems problems) {
                    @check@
                }

                public Task create(Config config) {
                    @create@
                }

                public List<TaskCommand> commands() {
                    return List.of(@commands@);
                }

                static TaskResult done(String headline) {
                    return new TaskResult(TaskResult.Outcome.DONE, headline, Map.of(), List.of(), List.of());
                }

                static final class Work implements Task {
                    private final Config config;

                    Work(Config config) {
                        this.config = config;
                    }

                    public Plan plan(PlanContext context) throws TaskException {
                        @plan@
                    }

                    public TaskResult run(TaskContext context) throws TaskException, InterruptedException {
                        try {
                            return work(context);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }

                    private TaskResult work(TaskContext context)
                            throws TaskException, InterruptedException, IOException {
                        @run@
                    }
                }
            }
            """;

    private String taskType = "probe";
    private String config = "@Default(\"hello\") String text";
    private String members = "";
    private String constructor = "";
    private String check = "";
    private String create = "return new Work(config);";
    private String commands = "";
    private String plan = "return new Plan(List.of(new Plan.Line(\"config\", config.toString())));";
    private String run = "return done(config.toString());";

    String taskType() {
        return taskType;
    }

    Probe taskType(String name) {
        taskType = name;
        return this;
    }

    /** The components of the record. */
    Probe config(String components) {
        config = components;
        return this;
    }

    /** Fields, initializers, methods and nested types. */
    Probe members(String declarations) {
        members = declarations;
        return this;
    }

    Probe constructor(String body) {
        constructor = body;
        return this;
    }

    Probe check(String body) {
        check = body;
        return this;
    }

    Probe create(String body) {
        create = body;
        return this;
    }

    /** Expressions, separated by commas. */
    Probe commands(String expressions) {
        commands = expressions;
        return this;
    }

    Probe plan(String body) {
        plan = body;
        return this;
    }

    Probe run(String body) {
        run = body;
        return this;
    }

    String source() {
        return TEMPLATE.replace("@config@", config)
                .replace("@members@", members)
                .replace("@constructor@", constructor)
                .replace("@type@", taskType)
                .replace("@check@", check)
                .replace("@create@", create)
                .replace("@commands@", commands)
                .replace("@plan@", plan)
                .replace("@run@", run);
    }
}
