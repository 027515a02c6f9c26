package dev.retort.plugins.distillation.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Pixels as sRGB with alpha, eight bits each. Java's own drawing is not used: it looks for a display as soon as DISPLAY is set, and a
 * machine that works by night has none.
 */
final class Pixels {

    private final int width;
    private final int height;
    private final int[] argb;

    private Pixels(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** An image scaled to this size, which must not be larger: each pixel is the mean of those that fall on it. */
    static Pixels scaled(PixelRows image, int width, int height) {
        int[] argb = new int[width * height];
        int[] row = new int[image.width()];
        long[] sums = new long[4 * width];
        for (int y = 0; y < height; y++) {
            int from = (int) ((long) y * image.height() / height);
            int to = Math.max(from + 1, (int) ((y + 1L) * image.height() / height));
            Arrays.fill(sums, 0);
            for (int source = from; source < to; source++) {
                image.read(source, row);
                add(row, sums, width);
            }
            mean(sums, row.length, to - from, argb, y * width, width);
        }
        return new Pixels(width, height, argb);
    }

    private static void add(int[] row, long[] sums, int width) {
        for (int x = 0; x < width; x++) {
            int from = left(x, row.length, width);
            int to = Math.max(from + 1, left(x + 1, row.length, width));
            for (int source = from; source < to; source++) {
                int pixel = row[source];
                int alpha = pixel >>> 24;
                sums[4 * x] += alpha;
                sums[4 * x + 1] += (long) alpha * (pixel >> 16 & 0xff);
                sums[4 * x + 2] += (long) alpha * (pixel >> 8 & 0xff);
                sums[4 * x + 3] += (long) alpha * (pixel & 0xff);
            }
        }
    }

    private static void mean(long[] sums, int sourceWidth, int rows, int[] argb, int start, int width) {
        for (int x = 0; x < width; x++) {
            int from = left(x, sourceWidth, width);
            long count = (long) rows * (Math.max(from + 1, left(x + 1, sourceWidth, width)) - from);
            long alpha = sums[4 * x];
            if (alpha > 0) {
                argb[start + x] = (int) ((alpha + count / 2) / count) << 24
                        | (int) ((sums[4 * x + 1] + alpha / 2) / alpha) << 16
                        | (int) ((sums[4 * x + 2] + alpha / 2) / alpha) << 8
                        | (int) ((sums[4 * x + 3] + alpha / 2) / alpha);
            }
        }
    }

    private static int left(int x, int sourceWidth, int width) {
        return (int) ((long) x * sourceWidth / width);
    }

    /**
     * Stands it upright.
     *
     * @param orientation as EXIF counts: 3 is upside down, 6 wants a quarter turn to the right, 2, 4, 5 and 7 are mirrored
     */
    Pixels upright(int orientation) {
        if (orientation == 1) {
            return this;
        }
        boolean quarter = orientation >= 5;
        int newWidth = quarter ? height : width;
        int newHeight = quarter ? width : height;
        int[] turned = new int[argb.length];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int sourceX = quarter ? y : x;
                int sourceY = quarter ? x : y;
                if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
                    sourceX = width - 1 - sourceX;
                }
                if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
                    sourceY = height - 1 - sourceY;
                }
                turned[y * newWidth + x] = argb[sourceY * width + sourceX];
            }
        }
        return new Pixels(newWidth, newHeight, turned);
    }

    /** With its alpha. */
    BufferedImage translucent() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        return image;
    }

    /** On white. */
    BufferedImage opaque() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = argb[y * width + x];
                int alpha = pixel >>> 24;
                row[x] = onWhite(pixel >> 16 & 0xff, alpha) << 16
                        | onWhite(pixel >> 8 & 0xff, alpha) << 8
                        | onWhite(pixel & 0xff, alpha);
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private static int onWhite(int colour, int alpha) {
        return (colour * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
