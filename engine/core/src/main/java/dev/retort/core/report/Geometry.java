package dev.retort.core.report;

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

    /** Two decimals at most: digits, a point and a minus only, so that it needs no escaping. */
    static String text(double value) {
        long hundredths = Double.isFinite(value) ? Math.round(value * 100) : 0;
        String sign = hundredths < 0 ? "-" : "";
        long size = Math.abs(hundredths);
        long rest = size % 100;
        return sign + size / 100 + (rest == 0 ? "" : rest < 10 ? ".0" + rest : "." + rest);
    }
}
