package dev.retort.cli;

import dev.retort.cli.show.JsonDisplay;
import dev.retort.core.config.BoundTask;
import dev.retort.core.config.TaskSource;
import dev.retort.core.run.Assignment;
import dev.retort.core.run.ExitCode;
import dev.retort.core.run.RunDirectory;
import dev.retort.core.run.RunRequest;
import dev.retort.core.secret.Masker;
import dev.retort.spi.Plan;
import dev.retort.spi.PlanContext;
import dev.retort.spi.Task;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a checked task to its plan or to its run: the same for a task file and for a command of a plugin. */
final class TaskStart {

    private final Shell shell;
    private final RunsOptions runs;
    private final OutputOptions output;
    private final MetricsOptions metrics;
    private final boolean debug;

    /**
     * Takes what the command line says of a run.
     *
     * @param debug whether {@code run.log} holds debug messages
     */
    TaskStart(Shell shell, RunsOptions runs, OutputOptions output, MetricsOptions metrics, boolean debug) {
        this.shell = shell;
        this.runs = runs;
        this.output = output;
        this.metrics = metrics;
        this.debug = debug;
    }

    /** Prints the plan, or runs the task. */
    int start(Engine.Prepared prepared, TaskSource source, boolean dryRun) throws Stopped {
        return dryRun ? plan(prepared) : run(prepared, source);
    }

    private int plan(Engine.Prepared prepared) throws Stopped {
        Console console = shell.console();
        PlanContext context = path -> shell.workingDirectory().resolve(path);
        @Nullable Plan plan;
        try {
            plan = create(prepared.owned().type(), prepared.bound()).plan(context);
        } catch (TaskException e) {
            console.tell("stopped: " + e.getMessage());
            console.tell("  " + e.mend());
            throw new Stopped(ExitCode.of(e.fault()));
        }
        if (plan == null) {
            throw new IllegalStateException(
                    "plan() of " + prepared.owned().type().name() + " returned null");
        }
        if (output.json()) {
            json(prepared, plan);
            return ExitCode.DONE.code();
        }
        console.print(prepared.bound().taskName() + " · "
                + prepared.owned().type().name() + " "
                + prepared.owned().plugin().entry().version()
                + " · dry run, nothing is sent or written");
        int width = plan.lines().stream()
                .mapToInt(line -> line.label().length())
                .max()
                .orElse(0);
        for (Plan.Line line : plan.lines()) {
            console.print(String.format(Locale.ROOT, "  %-" + (width + 2) + "s%s", line.label(), line.text()));
        }
        return ExitCode.DONE.code();
    }

    private void json(Engine.Prepared prepared, Plan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task_name", prepared.bound().taskName());
        fields.put("task_type", prepared.owned().type().name());
        fields.put(
                "lines",
                plan.lines().stream()
                        .map(line -> Map.of("label", line.label(), "text", line.text()))
                        .toList());
        new JsonDisplay(shell.console()::print).write("plan", fields);
    }

    private int run(Engine.Prepared prepared, TaskSource source) throws Stopped {
        BoundTask<? extends Record> bound = prepared.bound();
        Optional<Path> file = source instanceof TaskSource.File task ? Optional.of(task.path()) : Optional.empty();
        List<String> command = new ArrayList<>(Arrays.asList(shell.launcher().split(" ")));
        command.addAll(shell.arguments());
        return new Launch(shell, output, metrics)
                .run(new RunRequest(
                        bound.taskName(),
                        prepared.owned().type().name(),
                        prepared.owned().plugin().entry(),
                        directory -> assignment(prepared, directory),
                        runs.root(prepared.outputDirectory()),
                        shell.workingDirectory(),
                        file,
                        file.map(this::text).orElse(""),
                        command,
                        Masker.of(bound.secrets()),
                        debug));
    }

    /** A configuration that names the directory of its run is bound once more, now that there is one. */
    private static Assignment assignment(Engine.Prepared prepared, RunDirectory directory) {
        BoundTask<? extends Record> bound = prepared.bound().usesRunDirectory()
                ? prepared.rebind().apply(directory.path().toAbsolutePath())
                : prepared.bound();
        return new Assignment(() -> create(prepared.owned().type(), bound), bound.resolvedYaml());
    }

    /** What was read a moment ago; a file that is gone by now is kept as nothing, for the resolved one says it all. */
    private String text(Path file) {
        try {
            return Files.readString(shell.workingDirectory().resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    @SuppressWarnings("unchecked") // The record was made for this very task type.
    private static <C extends Record> Task create(TaskType<C> type, BoundTask<? extends Record> bound) {
        return type.create((C) bound.config());
    }
}
