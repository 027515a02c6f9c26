package dev.retort.simulator;

/** The first characters of a text, on one line. */
final class Opening implements CharSequence {

    private static final int MOST = 32;

    private final char[] chars;
    private final int from;
    private int length;
    private boolean cut;

    Opening() {
        this(new char[MOST], 0, 0);
    }

    private Opening(char[] chars, int from, int length) {
        this.chars = chars;
        this.from = from;
        this.length = length;
    }

    void clear() {
        length = 0;
        cut = false;
    }

    void add(char[] text, int start, int count) {
        int end = start + count;
        for (int i = start; i < end && !cut; i++) {
            if (length == MOST) {
                cut = true;
                length -= Character.isHighSurrogate(chars[MOST - 1]) ? 1 : 0;
            } else {
                chars[length++] = Character.isISOControl(text[i]) ? ' ' : text[i];
            }
        }
    }

    void set(Opening other) {
        System.arraycopy(other.chars, 0, chars, 0, other.length);
        length = other.length;
        cut = other.cut;
    }

    /** Whether the text goes on. */
    boolean cut() {
        return cut;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[from + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new Opening(chars, from + start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, from, length);
    }
}
