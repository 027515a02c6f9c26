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

    /** The command with further settings, in place of those that it has of the same keys. */
    static String with(List<String> words, String... settings) {
        List<String> all = new ArrayList<>(words);
        for (String setting : settings) {
            String same = setting.substring(0, setting.indexOf('=') + 1);
            for (int at = all.size() - 1; !same.isEmpty() && at >= 0; at--) {
                if (all.get(at).startsWith("--set=" + same)) {
                    all.remove(at);
                } else if (at > 0
                        && all.get(at).startsWith(same)
                        && all.get(at - 1).equals("--set")) {
                    all.subList(at - 1, at + 1).clear();
                    at--;
                }
            }
            all.add("--set");
            all.add(setting);
        }
        return of(all);
    }

    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
