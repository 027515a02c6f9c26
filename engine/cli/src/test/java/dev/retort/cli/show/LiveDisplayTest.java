package dev.retort.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.core.run.ProgressUpdate;
import dev.retort.core.run.RunDirectory;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class LiveDisplayTest {

    private static final int COLUMNS = 61;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final LiveDisplay display;

    LiveDisplayTest() throws IOException {
        DumbTerminal terminal =
                new DumbTerminal("test", "xterm", InputStream.nullInputStream(), sent, StandardCharsets.UTF_8);
        display = new LiveDisplay(
                "title", this::print, line -> print(line.toUpperCase(Locale.ROOT)), terminal, new Size(COLUMNS, 24));
    }

    private void print(String line) {
        sent.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private void progress(long succeeded, Map<String, Long> failures) {
        long failed = failures.values().stream().mapToLong(Long::longValue).sum();
        display.progress(new ProgressUpdate(
                new ProgressSnapshot(
                        "records",
                        succeeded,
                        failed,
                        0,
                        OptionalLong.empty(),
                        failures,
                        List.of(Gauge.count("in flight", 3, 4))),
                Duration.ofSeconds(1),
                58,
                Optional.empty(),
                false));
    }

    /** What a terminal shows that is large enough never to scroll: enough of one for what the display sends. */
    private List<String> screen() {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        Matcher next = Pattern.compile("\u001b\\[(\\d*)([A-Za-z])|\u001bM|.", Pattern.DOTALL)
                .matcher(sent.toString(StandardCharsets.UTF_8));
        while (next.find()) {
            String seen = next.group();
            int times = next.group(1) == null || next.group(1).isEmpty() ? 1 : Integer.parseInt(next.group(1));
            switch (next.group(2) == null ? seen : "[" + next.group(2)) {
                case "\n" -> {
                    row++;
                    column = 0;
                }
                case "\r" -> column = 0;
                case "\b" -> column--;
                case "[A" -> row -= times;
                case "\u001bM" -> row--;
                case "[B" -> row += times;
                case "[C" -> column += times;
                case "[D" -> column -= times;
                case "[K" -> lines.get(row).setLength(Math.min(lines.get(row).length(), column));
                case "[J" -> {
                    lines.get(row).setLength(Math.min(lines.get(row).length(), column));
                    lines.subList(row + 1, lines.size()).forEach(line -> line.setLength(0));
                }
                default -> {
                    if (next.group(2) != null) {
                        throw new AssertionError("the screen does not know " + seen.replace('\u001b', '^'));
                    }
                    if (column == COLUMNS) {
                        row++;
                        column = 0;
                    }
                    while (lines.size() <= row) {
                        lines.add(new StringBuilder());
                    }
                    StringBuilder line = lines.get(row);
                    line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
                    line.setCharAt(column++, seen.charAt(0));
                }
            }
            while (lines.size() <= row) {
                lines.add(new StringBuilder());
            }
        }
        List<String> shown = new ArrayList<>(
                lines.stream().map(line -> line.toString().stripTrailing()).toList());
        while (!shown.isEmpty() && shown.get(shown.size() - 1).isEmpty()) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    @Test
    void whatIsSaidStaysAboveTheProgress() {
        display.started(new RunDirectory(Path.of("runs/a/run_1")));
        progress(1, Map.of());
        display.say("first");
        progress(2, Map.of());
        display.warn("second");
        assertEquals(
                List.of(
                        "title · run runs/a/run_1",
                        "first",
                        "WARNING: SECOND",
                        "  2 records   58/s   in flight 3/4   errors 0"),
                screen());
    }

    @Test
    void whatIsSaidStaysAboveTheTwoLinesThatFailuresNeed() {
        progress(1, Map.of("timeout_idle", 1L));
        display.say("first");
        progress(2, Map.of("timeout_idle", 1L));
        display.say("second");
        progress(3, Map.of("timeout_idle", 2L));
        assertEquals(
                List.of("first", "second", "  5 records   58/s   in flight 3/4   errors 2", "  failed: 2 timeout_idle"),
                screen());
        display.close();
        print("done");
        assertEquals(List.of("first", "second", "done"), screen());
    }
}
