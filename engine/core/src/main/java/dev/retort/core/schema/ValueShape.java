package dev.retort.core.schema;

import java.util.List;

/** What the value of a key may be. */
public sealed interface ValueShape {

    /** With its article, as in a message: {@code a whole number}. */
    String noun();

    /** {@code true} or {@code false}. */
    record Truth() implements ValueShape {
        @Override
        public String noun() {
            return "true or false";
        }
    }

    /**
     * A whole number.
     *
     * @param wide whether it is a long
     */
    record Whole(boolean wide, long min, long max) implements ValueShape {
        @Override
        public String noun() {
            return "a whole number";
        }
    }

    /** A finite number. */
    record Decimal(double min, double max) implements ValueShape {
        @Override
        public String noun() {
            return "a number";
        }
    }

    /**
     * A text.
     *
     * @param choices the texts allowed; none for any
     */
    record Text(List<String> choices) implements ValueShape {
        @Override
        public String noun() {
            return "text";
        }
    }

    /**
     * One of an enum's constants.
     *
     * @param choices the constants in snake_case, in their order
     */
    record Choice(Class<?> type, List<String> choices) implements ValueShape {
        @Override
        public String noun() {
            return "text";
        }
    }

    /**
     * A path.
     *
     * @param existing whether a readable file must be there
     */
    record FilePath(boolean existing) implements ValueShape {
        @Override
        public String noun() {
            return "a path";
        }
    }

    /** A URI. */
    record Address() implements ValueShape {
        @Override
        public String noun() {
            return "a URI";
        }
    }

    /**
     * A duration.
     *
     * @param inSeconds whether it is written as a number
     * @param min in seconds
     * @param max in seconds
     */
    record Span(boolean inSeconds, double min, double max) implements ValueShape {
        @Override
        public String noun() {
            return inSeconds ? "a number of seconds" : "a duration";
        }
    }

    /** A credential, by reference. */
    record Credential() implements ValueShape {
        @Override
        public String noun() {
            return "a secret";
        }
    }

    /** A section with keys of its own. */
    record Section(RecordShape shape) implements ValueShape {
        @Override
        public String noun() {
            return "a section";
        }
    }

    /** A list of so many values. */
    record Items(ValueShape item, int min, int max) implements ValueShape {
        @Override
        public String noun() {
            return "a list";
        }
    }

    /** A section whose keys the user chooses. */
    record Named(ValueShape value, int min, int max) implements ValueShape {
        @Override
        public String noun() {
            return "a section";
        }
    }

    /** Any value at all, taken as plain Java values. */
    record Anything() implements ValueShape {
        @Override
        public String noun() {
            return "any value";
        }
    }

    /** The path of another YAML file, which is read too. */
    record OtherFile(RecordShape shape) implements ValueShape {
        @Override
        public String noun() {
            return "the path of a YAML file";
        }
    }
}
