package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that {@code completion} prints, in a real bash. */
class CompletionIT {

    /** Calls the function that the script has registered, as bash does when TAB is pressed. */
    private static final String DRIVER =
            """
            source "$1"
            shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            compopt() { :; }
            handler=$(complete -p retort | sed -E 's/.* -F ([^ ]+).*/\\1/')
            "$handler" retort "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path temporary;

    private Workplace work;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        Retort.Outcome completion = Retort.brief(work.directory()).run("completion");
        assertEquals(0, completion.exit(), completion.all());
        assertEquals("", completion.err());
        work.write("completion.bash", completion.out());
        work.write("driver.bash", DRIVER);
    }

    private List<String> bash(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "--noprofile", "--norc"));
        command.addAll(List.of(words));
        Path out = work.path("out.txt");
        Process process = new ProcessBuilder(command)
                .directory(work.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> String.valueOf(read(out)));
        return Files.readAllLines(out, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<String> complete(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("driver.bash", "completion.bash", "retort"));
        command.addAll(List.of(words));
        return bash(command.toArray(String[]::new));
    }

    @Test
    void bashAcceptsTheScriptAndCompletesCommandsAndOptions() throws Exception {
        assertEquals(List.of(), bash("-n", "completion.bash"));
        assertEquals(List.of("run-task"), complete("run-"));
        assertEquals(
                List.of("run-task", "runs"), complete("run").stream().sorted().toList());
        assertEquals(List.of("doctor"), complete("plugins", "d"));
        assertEquals(List.of("generate"), complete("distillation", ""));
        assertEquals(List.of("--plugins-dir"), complete("run-task", "--pl"));
    }

    @Test
    void completesTheOptionsOfAPluginsCommand() throws Exception {
        assertEquals(List.of("--input-path"), complete("distillation", "generate", "--in"));
    }
}
