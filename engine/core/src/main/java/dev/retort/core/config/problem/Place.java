package dev.retort.core.config.problem;

/** Where a part of a configuration comes from. */
public sealed interface Place {

    /** What stands in front of a message, secrets left out: {@code configs/my.yaml:9:16} or {@code --set a.b=c}. */
    String label();

    /**
     * A stretch of a file. Lines and columns count from 1; a column is a Unicode code point.
     *
     * @param endColumn the column behind the last character
     */
    record InFile(SourceText source, int line, int column, int endLine, int endColumn) implements Place {
        @Override
        public String label() {
            return source.name() + ':' + line + ':' + column;
        }

        /** The beginning, standing for a document as a whole: there is no part of a line to point at. */
        public InFile asDocument() {
            return new InFile(source, line, column, 0, 0);
        }

        boolean isDocument() {
            return endLine == 0;
        }
    }

    /**
     * A setting of the command line.
     *
     * @param prefix the label up to the value: {@code --set a.b=} or {@code --concurrency }
     * @param value as given
     * @param hidden whether the value must not be shown
     */
    record InSetting(String prefix, String value, boolean hidden) implements Place {

        private static final String HIDDEN = "***";

        private static final int LONGEST = 60;

        @Override
        public String label() {
            return prefix + (hidden ? HIDDEN : Texts.shortened(value, LONGEST));
        }

        /** The same with its value forgotten. */
        InSetting withoutValue() {
            return new InSetting(prefix, HIDDEN, true);
        }

        @Override
        public String toString() {
            return label();
        }
    }

    /**
     * A file as a whole, or something in it that has no position.
     *
     * @param order as of {@link SourceText#order()}
     */
    record OfFile(String name, int order) implements Place {
        @Override
        public String label() {
            return name;
        }
    }

    /** A command that was given without a task file: {@code distillation generate}. */
    record OfCommand(String words) implements Place {
        @Override
        public String label() {
            return words;
        }
    }

    /**
     * The default of a key.
     *
     * @param owner the section that lacks the key
     */
    record OfDefault(Place owner) implements Place {
        @Override
        public String label() {
            return owner.label();
        }
    }
}
