package dev.retort.plugins.distillation.image;

import java.util.Locale;

/**
 * What an endpoint accepts.
 *
 * @param maxBytes of the image, before base64 makes a third more of it
 * @param minSide the least width and height in pixels
 * @param maxSide the greatest width and height in pixels
 * @param resize whether an image that is too large is scaled down; else its record fails
 */
public record ImageRules(int maxBytes, int minSide, int maxSide, boolean resize) {

    /** A file larger than so many times {@link #maxBytes} is not read even to be scaled down. */
    private static final int LARGEST_READ = 8;

    /** The longest file worth reading. */
    int readAtMost() {
        return (int) Math.min(Integer.MAX_VALUE - 16, resize ? (long) LARGEST_READ * maxBytes : maxBytes);
    }

    void checkLength(long length) throws ImageException {
        if (length > readAtMost()) {
            throw resize
                    ? ImageException.tooLarge(format(
                            "the image has %,d bytes, more than eight times max_bytes (%,d), which is too much to scale down",
                            length, maxBytes))
                    : tooManyBytes(length);
        }
    }

    /** Whether the image can be sent as it is, but for the way it stands. */
    boolean allow(ImageHeader header, int length) throws ImageException {
        if (header.frames() > 1) {
            throw new ImageException(
                    "image_animated", "the " + header.format() + " is animated; models take still images");
        }
        if (header.width() < minSide || header.height() < minSide) {
            throw new ImageException(
                    "image_too_small",
                    format(
                            "the image has %d × %d pixels; each side needs at least %d",
                            header.width(), header.height(), minSide));
        }
        boolean large = header.width() > maxSide || header.height() > maxSide;
        if (large && !resize) {
            throw ImageException.tooLarge(format(
                    "the image has %,d × %,d pixels, more than max_side allows (%,d); resize: true scales it down",
                    header.width(), header.height(), maxSide));
        }
        if (length > maxBytes && !resize) {
            throw tooManyBytes(length);
        }
        return !large && length <= maxBytes;
    }

    private ImageException tooManyBytes(long length) {
        return ImageException.tooLarge(format(
                "the image has %,d bytes, more than max_bytes allows (%,d); resize: true scales it down",
                length, maxBytes));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
