package dev.retort.plugins.distillation.validate;

import java.util.ArrayList;
import java.util.List;

/** One kind of thing that can be wrong with an output: how often it is, and the first places. */
final class Finding {

    /** How many places are shown. */
    static final int SHOWN = 20;

    private final String noun;
    private final String nouns;
    private final List<String> places = new ArrayList<>();
    private long count;

    /**
     * Takes the words for it.
     *
     * @param noun for one: {@code damaged line}
     * @param nouns for several
     */
    Finding(String noun, String nouns) {
        this.noun = noun;
        this.nouns = nouns;
    }

    void add(String place) {
        count++;
        show(place);
    }

    /** Counts so many, whose places come later. */
    void count(long more) {
        count += more;
    }

    /** Shows a place of what was counted already; false when enough are shown. */
    boolean show(String place) {
        if (places.size() < SHOWN) {
            places.add(place);
        }
        return places.size() < SHOWN;
    }

    long count() {
        return count;
    }

    String noun() {
        return count == 1 ? noun : nouns;
    }

    List<String> places() {
        return places;
    }
}
