package dev.retort.core.report;

import java.util.Locale;

/** Coordinates in the plot of a chart, which the browser stretches to the width of the page. */
final class Geometry {

    static final int WIDTH = 1000;
    static final int HEIGHT = 300;

    private Geometry() {}

    static String x(double share) {
        return text(share * WIDTH);
    }

    static String y(double share) {
        return text((1 - share) * HEIGHT);
    }

    /** Digits, a point and a minus only, so that it needs no escaping. */
    static String text(double value) {
        double shown = Double.isFinite(value) ? value : 0;
        String text = String.format(Locale.ROOT, "%.2f", shown);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
