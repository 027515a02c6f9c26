package dev.retort.core.config.problem;

/** Writes problems for a terminal of 100 columns. */
final class ProblemText {

    private static final int WIDTH = 100;
    /** Columns up to the source line, while line numbers have up to four digits. */
    private static final int GUTTER = 7;

    private final SourceMask mask;
    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    ProblemText(SourceMask mask, boolean colour) {
        this.mask = mask;
        this.colour = colour;
    }

    void append(Problem problem) {
        String tone = problem.isError() ? "31" : "33";
        style("1", problem.place().label());
        out.append(": ");
        style("1;" + tone, problem.severity().word());
        out.append(": ").append(problem.message()).append('\n');
        if (problem.excerpt() && problem.place() instanceof Place.InFile place && hasExcerpt(place)) {
            excerpt(place, problem.mend(), tone);
        } else if (!problem.mend().isEmpty()) {
            mend(problem.mend());
        }
    }

    private static boolean hasExcerpt(Place.InFile place) {
        return !place.isDocument() && !place.source().line(place.line()).isBlank();
    }

    private void excerpt(Place.InFile place, String mend, String tone) {
        Excerpt excerpt = Excerpt.of(place, mask, WIDTH - GUTTER);
        String number = Integer.toString(place.line());
        String wider = " ".repeat(Math.max(0, number.length() - 4));
        gutter(" ".repeat(Math.max(0, 4 - number.length())) + number + " |");
        out.append(' ').append(excerpt.line()).append('\n');
        gutter(wider + "     |");
        out.append(' ').append(" ".repeat(excerpt.caret()));
        style("1;" + tone, "^".repeat(excerpt.carets()));
        int room = WIDTH - GUTTER - excerpt.caret() - excerpt.carets() - 1;
        if (mend.isEmpty()) {
            out.append('\n');
        } else if (mend.length() <= room) {
            out.append(' ').append(mend).append('\n');
        } else {
            out.append('\n');
            mend(mend);
        }
    }

    /** The mend on lines of its own, broken between words; a part without blanks is never broken, so that it can be pasted. */
    private void mend(String mend) {
        int used = WIDTH;
        for (String word : mend.split(" ", -1)) {
            if (used + 1 + word.length() > WIDTH) {
                if (used != WIDTH || out.charAt(out.length() - 1) != '\n') {
                    out.append('\n');
                }
                gutter("     |");
                used = GUTTER - 1;
            }
            out.append(' ').append(word);
            used += 1 + word.length();
        }
        out.append('\n');
    }

    private void gutter(String text) {
        style("36", text);
    }

    private void style(String code, String text) {
        if (colour) {
            out.append("\u001B[").append(code).append('m').append(text).append("\u001B[0m");
        } else {
            out.append(text);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
