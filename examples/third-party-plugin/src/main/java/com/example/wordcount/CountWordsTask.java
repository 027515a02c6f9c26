package com.example.wordcount;

import dev.retort.spi.Fault;
import dev.retort.spi.Plan;
import dev.retort.spi.PlanContext;
import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.Task;
import dev.retort.spi.TaskContext;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskResult;
import dev.retort.spi.TaskResult.Outcome;
import dev.retort.spi.report.ReportPart;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One count, run once. Holds the words that differ, not the text. */
final class CountWordsTask implements Task {

    private static final Pattern WORD = Pattern.compile("\\p{L}+(['’-]\\p{L}+)*");
    private static final int SHOWN = 10;

    private final CountWordsConfig config;
    private final Map<String, Long> counts = new HashMap<>();
    private final AtomicLong lines = new AtomicLong();

    CountWordsTask(CountWordsConfig config) {
        this.config = config;
    }

    /** For {@code --dry-run}: reads if it must, writes nothing. */
    @Override
    public Plan plan(PlanContext context) {
        return new Plan(List.of(
                new Plan.Line("text", config.input().toString()),
                new Plan.Line("counts", config.output().toString())));
    }

    @Override
    public TaskResult run(TaskContext context) throws TaskException {
        try (TaskContext.ProgressWatch watch = context.watch(this::progress)) {
            read(context);
        }
        List<Map.Entry<String, Long>> words = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        write(context.resolve(config.output()), words);
        context.report(new ReportPart.Bars(
                "The most frequent words",
                "times",
                words.stream()
                        .limit(SHOWN)
                        .map(word -> new ReportPart.Bar(word.getKey(), word.getValue()))
                        .toList()));
        long all = words.stream().mapToLong(Map.Entry::getValue).sum();
        return new TaskResult(
                context.cancellation().requested() ? Outcome.CANCELLED : Outcome.DONE,
                String.format(Locale.ROOT, "%,d words, %,d of them different", all, words.size()),
                Map.of("words", all, "different", (long) words.size()),
                List.of(new TaskResult.Output("counts", config.output(), "")),
                List.of());
    }

    /** Called by the engine a few times a second, from another thread. */
    private ProgressSnapshot progress() {
        return new ProgressSnapshot("lines", lines.get(), 0, 0, OptionalLong.empty(), Map.of(), List.of());
    }

    private void read(TaskContext context) throws TaskException {
        try (BufferedReader text = Files.newBufferedReader(context.resolve(config.input()))) {
            String line = text.readLine();
            while (line != null && !context.cancellation().requested()) {
                count(line);
                lines.incrementAndGet();
                line = text.readLine();
            }
        } catch (CharacterCodingException e) {
            throw new TaskException(
                    Fault.INPUT,
                    config.input() + " is not UTF-8",
                    "Save it as UTF-8 and run the same command again.");
        } catch (IOException e) {
            throw new TaskException(
                    Fault.INPUT, config.input() + " cannot be read: " + e.getMessage(), "Check the file.", e, null);
        }
    }

    private void count(String line) {
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            if (words.group().codePointCount(0, words.group().length()) >= config.shortest()) {
                counts.merge(words.group().toLowerCase(Locale.ROOT), 1L, Long::sum);
            }
        }
    }

    /** A whole file appears at once, or not at all. */
    private void write(Path output, List<Map.Entry<String, Long>> words) throws TaskException {
        Path temporary = output.resolveSibling(output.getFileName() + ".tmp");
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Files.write(
                    temporary,
                    words.stream()
                            .map(word -> word.getKey() + "\t" + word.getValue())
                            .toList());
            Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TaskException(
                    Fault.MACHINE,
                    config.output() + " cannot be written: " + e.getMessage(),
                    "Make room or choose another output.",
                    e,
                    null);
        }
    }
}
