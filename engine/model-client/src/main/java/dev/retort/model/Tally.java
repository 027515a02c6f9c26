package dev.retort.model;

import java.util.OptionalLong;

/** Counts as servers write them: whole numbers, sometimes with {@code .0}, sometimes in quotes. */
final class Tally {

    private static final int MOST_DIGITS = 18;

    private Tally() {}

    /** The number when it is a whole one from 0 on; anything else counts as missing. */
    static OptionalLong of(JsonSpan value) {
        int quote = value.isString() ? 1 : 0;
        int start = value.start() + quote;
        int end = value.end() - quote;
        byte[] bytes = value.source();
        if (end - start > 2 && bytes[end - 1] == '0' && bytes[end - 2] == '.') {
            end -= 2;
        }
        if (end == start || end - start > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = 10 * number + digit;
        }
        return OptionalLong.of(number);
    }
}
