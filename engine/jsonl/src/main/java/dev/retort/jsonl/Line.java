package dev.retort.jsonl;

/** A line of a file, without its end. */
public sealed interface Line {

    /** The number of the line, from 1. */
    long number();

    /** Where the line starts in the file, in bytes. */
    long offset();

    /** Whether a newline ends the line; only the last one of a file can lack it. */
    boolean terminated();

    /** A line with something in it. */
    final class Text implements Line {
        private final long number;
        private final long offset;
        private final boolean terminated;
        private final byte[] bytes;

        Text(long number, long offset, boolean terminated, byte[] bytes) {
            this.number = number;
            this.offset = offset;
            this.terminated = terminated;
            this.bytes = bytes;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public boolean terminated() {
            return terminated;
        }

        /** The line itself, in an array of its own. */
        public byte[] bytes() {
            return bytes;
        }
    }

    /** A line of spaces, tabs and carriage returns, or of nothing. */
    record Blank(long number, long offset, boolean terminated) implements Line {}

    /** A line longer than the limit. */
    final class TooLong implements Line {
        private final long number;
        private final long offset;
        private final boolean terminated;
        private final byte[] prefix;
        private final long length;

        TooLong(long number, long offset, boolean terminated, byte[] prefix, long length) {
            this.number = number;
            this.offset = offset;
            this.terminated = terminated;
            this.prefix = prefix;
            this.length = length;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public boolean terminated() {
            return terminated;
        }

        /** The first {@value LineScanner#PREFIX_BYTES} bytes; they may end within a character. */
        public byte[] prefix() {
            return prefix;
        }

        /** The length of the whole line in bytes. */
        public long length() {
            return length;
        }
    }
}
