package dev.retort.plugins.distillation.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The rows of a decoded image as sRGB with alpha. Java counts grey images as linear light and would brighten them; what files hold is
 * not linear, and is taken as it stands.
 */
final class PixelRows {

    private final BufferedImage image;
    private final boolean grey;
    private final int[] samples;

    PixelRows(BufferedImage decoded) {
        boolean component = !(decoded.getColorModel() instanceof IndexColorModel);
        ColorSpace space = decoded.getColorModel().getColorSpace();
        this.grey = component && space.getType() == ColorSpace.TYPE_GRAY;
        this.image = grey || space.isCS_sRGB() ? decoded : converted(decoded);
        this.samples = new int[grey ? image.getWidth() * image.getRaster().getNumBands() : 0];
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
        if (!grey) {
            image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
            return;
        }
        Raster raster = image.getRaster();
        raster.getPixels(0, y, argb.length, 1, samples);
        int bands = raster.getNumBands();
        int bits = raster.getSampleModel().getSampleSize(0);
        for (int x = 0; x < argb.length; x++) {
            int level = eight(samples[x * bands], bits);
            int alpha = bands == 1 ? 0xff : eight(samples[x * bands + 1], bits);
            argb[x] = alpha << 24 | level << 16 | level << 8 | level;
        }
    }

    private static int eight(int sample, int bits) {
        return bits == 8 ? sample : (int) (sample * 255L / ((1 << bits) - 1));
    }
}
