package dev.retort.core.config.problem;

/**
 * A source line cut to a window, and where the carets go. All counts are columns of a terminal.
 *
 * @param line what is shown
 * @param caret how far the carets are from the start of the line
 * @param carets how many
 */
record Excerpt(String line, int caret, int carets) {

    /** Cuts the line of a place to so many columns, around the place. */
    static Excerpt of(Place.InFile place, SourceMask mask, int columns) {
        int[] points = place.source().line(place.line()).codePoints().toArray();
        boolean[] hidden = mask.of(place.source(), place.line());
        String[] cells = new String[points.length];
        int[] starts = new int[points.length + 1];
        for (int i = 0; i < points.length; i++) {
            int width = 1;
            if (hidden[i]) {
                boolean first = i == 0 || !hidden[i - 1];
                cells[i] = first ? "***" : "";
                width = first ? 3 : 0;
            } else if (points[i] == '\t') {
                width = Columns.TAB - starts[i] % Columns.TAB;
                cells[i] = " ".repeat(width);
            } else if (Columns.isInvisible(points[i])) {
                cells[i] = "\uFFFD";
            } else {
                width = Columns.width(points[i]);
                cells[i] = Character.toString(points[i]);
            }
            starts[i + 1] = starts[i] + width;
        }
        int from = Math.min(place.column() - 1, points.length);
        int to = place.endLine() > place.line() ? points.length : Math.min(place.endColumn() - 1, points.length);
        while (from > 0 && from < points.length && hidden[from] && hidden[from - 1]) {
            from--;
        }
        int caret = starts[from];
        int carets = Math.max(1, starts[Math.max(from, to)] - caret);
        return window(cells, starts, caret, carets, columns);
    }

    private static Excerpt window(String[] cells, int[] starts, int caret, int carets, int columns) {
        int width = starts[cells.length];
        int left = 0;
        if (width > columns) {
            left = Math.max(0, Math.min(caret - columns / 3, width - columns));
        }
        int first = 0;
        while (left > 0 && starts[first] < left + 1) {
            first++;
        }
        int right = width - left > columns ? left + columns - 1 : width;
        StringBuilder line = new StringBuilder(first > 0 ? "…" : "");
        int shift = first > 0 ? starts[first] - 1 : 0;
        int last = first;
        while (last < cells.length && starts[last + 1] <= right) {
            line.append(cells[last]);
            last++;
        }
        boolean cut = last < cells.length;
        if (cut) {
            line.append('…');
        }
        int room = Math.max(1, starts[last] + (cut ? 1 : 0) - caret);
        return new Excerpt(line.toString().stripTrailing(), caret - shift, carets > room && cut ? room : carets);
    }
}
