package dev.retort.plugins.distillation.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Pixels as sRGB with alpha, eight bits each. Java's own drawing is not used: it looks for a display as soon as DISPLAY is set, and a
 * machine that works by night has none.
 */
final class Pixels {

    private static final ColorModel ARGB = ColorModel.getRGBdefault();
    private static final ColorModel RGB = new DirectColorModel(24, 0xff0000, 0xff00, 0xff);

    private final int width;
    private final int height;
    private final int[] argb;

    private Pixels(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    /**
     * An image scaled to this size, which must not be larger, and stood upright: each pixel is the mean of those that fall on it.
     *
     * @param width before it is turned
     * @param height before it is turned
     * @param orientation as EXIF counts: 3 is upside down, 6 wants a quarter turn to the right, 2, 4, 5 and 7 are mirrored
     */
    static Pixels of(PixelRows image, int width, int height, int orientation) {
        Pixels pixels = orientation >= 5
                ? new Pixels(height, width, new int[width * height])
                : new Pixels(width, height, new int[width * height]);
        if (width == image.width() && height == image.height()) {
            pixels.copy(image, orientation);
        } else {
            pixels.scale(image, width, height, orientation);
        }
        return pixels;
    }

    private void copy(PixelRows image, int orientation) {
        int[] row = new int[image.width()];
        for (int y = 0; y < image.height(); y++) {
            image.read(y, row);
            put(row, y, image.height(), orientation);
        }
    }

    private void scale(PixelRows image, int toWidth, int toHeight, int orientation) {
        int[] source = new int[image.width()];
        int[] row = new int[toWidth];
        long[] sums = new long[4 * toWidth];
        for (int y = 0; y < toHeight; y++) {
            int from = (int) ((long) y * image.height() / toHeight);
            int to = Math.max(from + 1, (int) ((y + 1L) * image.height() / toHeight));
            Arrays.fill(sums, 0);
            for (int line = from; line < to; line++) {
                image.read(line, source);
                add(source, sums, toWidth);
            }
            mean(sums, source.length, to - from, row);
            put(row, y, toHeight, orientation);
        }
    }

    private void put(int[] row, int y, int rows, int orientation) {
        int lastX = row.length - 1;
        int lastY = rows - 1;
        for (int x = 0; x <= lastX; x++) {
            int at =
                    switch (orientation) {
                        case 2 -> place(lastX - x, y);
                        case 3 -> place(lastX - x, lastY - y);
                        case 4 -> place(x, lastY - y);
                        case 5 -> place(y, x);
                        case 6 -> place(lastY - y, x);
                        case 7 -> place(lastY - y, lastX - x);
                        case 8 -> place(y, lastX - x);
                        default -> place(x, y);
                    };
            argb[at] = row[x];
        }
    }

    private int place(int x, int y) {
        return y * width + x;
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

    private static void mean(long[] sums, int sourceWidth, int lines, int[] row) {
        for (int x = 0; x < row.length; x++) {
            int from = left(x, sourceWidth, row.length);
            long count = (long) lines * (Math.max(from + 1, left(x + 1, sourceWidth, row.length)) - from);
            long alpha = sums[4 * x];
            row[x] = alpha == 0
                    ? 0
                    : (int) ((alpha + count / 2) / count) << 24
                            | (int) ((sums[4 * x + 1] + alpha / 2) / alpha) << 16
                            | (int) ((sums[4 * x + 2] + alpha / 2) / alpha) << 8
                            | (int) ((sums[4 * x + 3] + alpha / 2) / alpha);
        }
    }

    private static int left(int x, int sourceWidth, int width) {
        return (int) ((long) x * sourceWidth / width);
    }

    /** The image with its alpha, over the same pixels. */
    BufferedImage translucent() {
        return over(ARGB, 0xff0000, 0xff00, 0xff, 0xff000000);
    }

    /** Lays the pixels on white: their alpha is gone for good. */
    BufferedImage opaque() {
        for (int i = 0; i < argb.length; i++) {
            int pixel = argb[i];
            int alpha = pixel >>> 24;
            argb[i] = 0xff000000
                    | onWhite(pixel >> 16 & 0xff, alpha) << 16
                    | onWhite(pixel >> 8 & 0xff, alpha) << 8
                    | onWhite(pixel & 0xff, alpha);
        }
        return over(RGB, 0xff0000, 0xff00, 0xff);
    }

    private BufferedImage over(ColorModel colours, int... masks) {
        DataBufferInt data = new DataBufferInt(argb, argb.length);
        WritableRaster raster = Raster.createPackedRaster(data, width, height, width, masks, null);
        return new BufferedImage(colours, raster, false, null);
    }

    private static int onWhite(int colour, int alpha) {
        return (colour * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
