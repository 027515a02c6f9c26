package dev.retort.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a command so that it can be pasted into a POSIX shell. */
final class ShellCommand {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~-]+");

    private ShellCommand() {}

    static String of(List<String> words) {
        return String.join(" ", words.stream().map(ShellCommand::quote).toList());
    }

    static String with(List<String> words, String... settings) {
        List<String> all = new ArrayList<>(words);
        for (String setting : settings) {
            all.add("--set");
            all.add(setting);
        }
        return of(all);
    }

    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
