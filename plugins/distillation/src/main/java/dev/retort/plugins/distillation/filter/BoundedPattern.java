package dev.retort.plugins.distillation.filter;

import java.util.regex.Pattern;

/**
 * A regular expression that cannot hold a run up: Java's matcher goes back and tries again, up to exponentially often, and asks for a
 * character of the text each time, which is where it is stopped.
 */
final class BoundedPattern {

    /** A quarter of a second or so; an honest expression needs some ten steps for each character. */
    private static final long STEPS = 50_000_000;

    private final Pattern pattern;

    BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    boolean isFoundIn(String text) throws CostlyPatternException {
        try {
            return pattern.matcher(new Counted(text, STEPS)).find();
        } catch (ExhaustedException | StackOverflowError e) {
            // The matcher goes one call deeper for each repetition of a group; a long text can be too much for the
            // stack.
            throw new CostlyPatternException(pattern, text.length());
        }
    }

    @Override
    public String toString() {
        return pattern.toString();
    }

    private static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ExhaustedException() {
            super(null, null, false, false);
        }
    }

    /** A text that can be looked at so often and no more. */
    private static final class Counted implements CharSequence {

        private final String text;
        private long left;

        Counted(String text, long left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new ExhaustedException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
