package dev.retort.core.config.problem;

import java.util.Arrays;

/**
 * The text of one configuration file, cut into lines as YAML cuts them: at a line feed, a carriage return or both.
 *
 * <p>Two texts are equal only when they are the same object.
 */
public final class SourceText {

    private final String name;
    private final int order;
    private final String text;
    private final int[] starts;

    /**
     * @param name the path as the user knows it
     * @param order the place of the file among those read; problems are sorted by it
     * @param text without a byte order mark
     */
    public SourceText(String name, int order, String text) {
        this.name = name;
        this.order = order;
        this.text = text;
        this.starts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[64];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    public String name() {
        return name;
    }

    public int order() {
        return order;
    }

    public String text() {
        return text;
    }

    /** How many lines there are; a text that ends with a line break ends with an empty line. */
    public int lineCount() {
        return starts.length;
    }

    /** A line without its line break. Lines count from 1; a line that is not there is empty. */
    public String line(int number) {
        if (number < 1 || number > starts.length) {
            return "";
        }
        int start = starts[number - 1];
        int end = number < starts.length ? starts[number] : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The place of one character, given its index in the text. */
    public Place.InFile at(int index) {
        int line = Arrays.binarySearch(starts, index);
        if (line < 0) {
            line = -line - 2;
        }
        int column = text.codePointCount(starts[line], Math.min(index, text.length())) + 1;
        return new Place.InFile(this, line + 1, column, line + 1, column + 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
