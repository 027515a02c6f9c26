package dev.retort.core.secret;

import java.util.Arrays;

/** Stretches of a text that show a secret. They may overlap. */
final class Marks {

    private long[] spans = new long[8]; // start in the upper half, end in the lower
    private int size;

    void add(int start, int end) {
        if (size == spans.length) {
            spans = Arrays.copyOf(spans, size * 2);
        }
        spans[size++] = ((long) start << Integer.SIZE) | end;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The place itself, or the start of the stretch that it cuts in two. */
    int startOfMarkAround(int place) {
        int start = place;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < size; i++) {
                if (start(i) < start && start < end(i)) {
                    start = start(i);
                    moved = true;
                }
            }
        }
        return start;
    }

    /** The text with each stretch, overlapping ones together, replaced by the mask. */
    String replaceIn(String text, String mask) {
        Arrays.sort(spans, 0, size);
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (int i = 0; i < size; i++) {
            if (end(i) <= done) {
                continue;
            }
            if (start(i) >= done) {
                masked.append(text, done, start(i)).append(mask);
            }
            done = end(i);
        }
        return masked.append(text, done, text.length()).toString();
    }

    private int start(int i) {
        return (int) (spans[i] >>> Integer.SIZE);
    }

    private int end(int i) {
        return (int) spans[i];
    }
}
