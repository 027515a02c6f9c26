package dev.retort.core.schema;

import java.util.Locale;

/** Java names as they are written in a file. */
final class Names {

    private Names() {}

    /** {@code flushIntervalSecs} becomes {@code flush_interval_secs}, {@code baseURL} becomes {@code base_url}. */
    static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                boolean afterLower = i > 0 && !Character.isUpperCase(name.charAt(i - 1)) && name.charAt(i - 1) != '_';
                boolean beforeLower = i > 0
                        && i + 1 < name.length()
                        && Character.isLowerCase(name.charAt(i + 1))
                        && name.charAt(i - 1) != '_';
                if (afterLower || beforeLower) {
                    snake.append('_');
                }
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }

    /** {@code EXPONENTIAL_BACKOFF} becomes {@code exponential_backoff}. */
    static String ofConstant(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
