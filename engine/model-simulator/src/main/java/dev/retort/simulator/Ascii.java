package dev.retort.simulator;

/** Comparisons and numbers on bytes. */
final class Ascii {

    private Ascii() {}

    /** Whether the bytes are this text, which is in lower case, letters of either case taken as equal. */
    static boolean is(byte[] d, int from, int length, String lowerCase) {
        if (length != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int c = d[from + i];
            int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean same(byte[] d, int from, int length, byte[] other) {
        return java.util.Arrays.equals(d, from, from + length, other, 0, other.length);
    }

    static boolean endsWith(byte[] d, int from, int length, String text) {
        int skipped = length - text.length();
        if (skipped < 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (d[from + skipped + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The whole number that the bytes write, at most 15 digits, or -1. */
    static long decimal(byte[] d, int from, int length) {
        if (length < 1 || length > 15) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = d[from + i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
