package dev.retort.plugins.distillation.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/**
 * The rows of a decoded image as sRGB with alpha. Java counts grey images as linear light and would brighten them; what files hold is
 * not linear, and is taken as it stands.
 */
final class PixelRows {

    private final BufferedImage image;
    /** Whether the samples of the pixels are grey or RGB as they stand, with alpha behind them or without. */
    private final boolean plain;

    private final int[] samples;

    PixelRows(BufferedImage decoded) {
        ColorModel colours = decoded.getColorModel();
        boolean grey = colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        boolean component = colours instanceof ComponentColorModel && !colours.isAlphaPremultiplied();
        this.image = (component && grey) || colours.getColorSpace().isCS_sRGB() ? decoded : converted(decoded);
        this.plain = component && image == decoded;
        this.samples = new int[plain ? image.getWidth() * image.getRaster().getNumBands() : 0];
    }

    /** All at once: one pixel after another takes a hundred times as long. */
    private static BufferedImage converted(BufferedImage decoded) {
        boolean alpha = decoded.getColorModel().hasAlpha();
        BufferedImage converted = new BufferedImage(
                decoded.getWidth(),
                decoded.getHeight(),
                alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        new ColorConvertOp(null).filter(decoded, converted);
        return converted;
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    /** Fills in a row. */
    void read(int y, int[] argb) {
        if (!plain) {
            image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
            return;
        }
        Raster raster = image.getRaster();
        raster.getPixels(0, y, argb.length, 1, samples);
        int bands = raster.getNumBands();
        int bits = raster.getSampleModel().getSampleSize(0);
        boolean colour = bands >= 3;
        boolean alpha = bands == 2 || bands == 4;
        for (int x = 0; x < argb.length; x++) {
            int at = x * bands;
            int red = eight(samples[at], bits);
            int green = colour ? eight(samples[at + 1], bits) : red;
            int blue = colour ? eight(samples[at + 2], bits) : red;
            int opacity = alpha ? eight(samples[at + bands - 1], bits) : 0xff;
            argb[x] = opacity << 24 | red << 16 | green << 8 | blue;
        }
    }

    private static int eight(int sample, int bits) {
        return bits == 8 ? sample : (int) (sample * 255L / ((1 << bits) - 1));
    }
}
