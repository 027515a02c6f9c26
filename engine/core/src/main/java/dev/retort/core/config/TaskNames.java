package dev.retort.core.config;

/** What a task may be called: its name is that of a directory. */
final class TaskNames {

    private static final int LONGEST = 100;

    private TaskNames() {}

    /** The name itself when it is allowed, else one like it that is. */
    static String cleaned(String name) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < name.length() && clean.length() < LONGEST; i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || (clean.length() > 0 && (c == '.' || c == '_' || c == '-'))) {
                clean.append(c);
            } else if (clean.length() > 0 && clean.charAt(clean.length() - 1) != '_') {
                clean.append('_');
            }
        }
        return clean.length() == 0 ? "my_task" : clean.toString();
    }
}
