package dev.retort.core.report;

import dev.retort.spi.TaskResult;
import dev.retort.spi.report.ReportPart;
import java.nio.file.Path;
import java.util.List;

/**
 * What the report of a run shows. Text may still hold secrets; rendering masks it.
 *
 * @param taskName the heading
 * @param subtitle task type, plugin and run: {@code data_distillation · distillation 0.1.0 · run_20260209_153045}
 * @param state {@code done}, {@code some_failed}, {@code cancelled} or {@code failed}
 * @param headline what came of it, in one phrase; may be empty
 * @param tiles the few figures that matter most
 * @param message why it failed; empty when it did not
 * @param mend what to do about that; may be empty
 * @param charts how the run went over time
 * @param failures failed ones by class, the most frequent first
 * @param parts what the plugin adds, in its order
 * @param outputs what the task wrote
 * @param facts where and how it ran
 * @param resolvedConfig the configuration, secrets as references; may be empty
 * @param runDirectory where the page lies
 * @param workingDirectory what relative paths start from
 * @param engine the version
 */
public record RunReport(
        String taskName,
        String subtitle,
        String state,
        String headline,
        List<Fact> tiles,
        String message,
        String mend,
        List<ReportPart.Chart> charts,
        ReportPart.Bars failures,
        List<ReportPart> parts,
        List<TaskResult.Output> outputs,
        List<Fact> facts,
        String resolvedConfig,
        Path runDirectory,
        Path workingDirectory,
        String engine) {

    public RunReport {
        tiles = List.copyOf(tiles);
        charts = List.copyOf(charts);
        parts = List.copyOf(parts);
        outputs = List.copyOf(outputs);
        facts = List.copyOf(facts);
    }

    /** A figure or a circumstance with its name. */
    public record Fact(String name, String value) {}
}
