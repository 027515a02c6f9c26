package dev.retort.core.config.problem;

/**
 * A source line cut to a window, and where the carets go. All counts are columns of a terminal.
 *
 * @param line what is shown
 * @param caret how far the carets are from the start of the line
 * @param carets how many
 */
record Excerpt(String line, int caret, int carets) {

    /** How many characters on either side of a place are looked at; the rest of a line cannot be shown anyway. */
    private static final int REACH = 500;

    /** Cuts the line of a place to so many columns, around the place. */
    static Excerpt of(Place.InFile place, SourceMask mask, int columns) {
        int[] line = Columns.points(place.source().line(place.line()));
        boolean[] hidden = mask.of(place.source(), place.line());
        int from = Math.min(place.column() - 1, line.length);
        int to = place.endLine() > place.line() ? line.length : Math.min(place.endColumn() - 1, line.length);
        while (from > 0 && from < line.length && hidden[from] && hidden[from - 1]) {
            from--;
        }
        int first = Math.max(0, from - REACH);
        int last = Math.min(line.length, from + REACH);
        String[] cells = new String[last - first];
        int[] starts = new int[cells.length + 1];
        for (int i = 0; i < cells.length; i++) {
            int point = line[first + i];
            int width = 1;
            if (hidden[first + i]) {
                boolean begins = i == 0 || !hidden[first + i - 1];
                cells[i] = begins ? "***" : "";
                width = begins ? 3 : 0;
            } else if (point == '\t') {
                width = Columns.TAB - starts[i] % Columns.TAB;
                cells[i] = " ".repeat(width);
            } else if (Columns.isInvisible(point)) {
                cells[i] = "\uFFFD";
            } else {
                width = Columns.width(point);
                cells[i] = Character.toString(point);
            }
            starts[i + 1] = starts[i] + width;
        }
        int caret = starts[from - first];
        int carets = Math.max(1, starts[Math.max(from, Math.min(to, last)) - first] - caret);
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
