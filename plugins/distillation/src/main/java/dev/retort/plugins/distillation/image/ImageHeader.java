package dev.retort.plugins.distillation.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What an image says of itself, found by walking over its parts to the end: a truncated image is noticed, and nothing is decoded.
 *
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 * @param frames more than 1 for an animation
 * @param orientation how it is to be turned to stand upright, as EXIF counts: 1 to 8, 1 for not at all
 */
record ImageHeader(ImageFormat format, int width, int height, int frames, int orientation) {

    /** What files begin with that are images, or pass for some, but are not what models accept. */
    private static final Map<String, String> OTHERS = Map.of(
            "BM", "a BMP image",
            "II*\0", "a TIFF image",
            "MM\0*", "a TIFF image",
            "%PDF", "a PDF document",
            "8BPS", "a Photoshop document",
            "\0\0\1\0", "an icon",
            "PK\3\4", "a ZIP archive",
            "\37\213", "a gzip archive");

    private static final int LOOKED_AT = 1_024;

    /**
     * Recognises an image by its content and checks that it is whole.
     *
     * @throws ImageException when it is damaged, or no image of a known format
     */
    static ImageHeader read(byte[] content) throws ImageException {
        if (content.length == 0) {
            throw ImageException.damaged("it is empty, 0 bytes");
        }
        Bytes bytes = new Bytes(content);
        ImageHeader header;
        if (bytes.has(0, PngChunks.SIGNATURE)) {
            header = PngChunks.read(bytes);
        } else if (bytes.has(0, "\u00ff\u00d8\u00ff")) {
            header = JpegSegments.read(bytes);
        } else if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
            header = GifBlocks.read(bytes);
        } else if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) {
            header = WebpChunks.read(bytes);
        } else {
            throw unsupported(bytes);
        }
        if (header.width == 0 || header.height == 0) {
            throw ImageException.damaged("the image has no pixels");
        }
        return header;
    }

    private static ImageException unsupported(Bytes bytes) {
        return ImageException.unsupported("this is " + kind(bytes)
                + "; models take PNG, JPEG, WEBP and still GIF, whatever the name of the file says");
    }

    private static String kind(Bytes bytes) {
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (bytes.has(0, other.getKey())) {
                return other.getValue();
            }
        }
        if (bytes.has(4, "ftyp")) {
            return bytes.has(8, "avi")
                    ? "an AVIF image"
                    : bytes.has(8, "he") || bytes.has(8, "mif1") ? "a HEIC image" : "a film";
        }
        String start = new String(bytes.array(), 0, Math.min(LOOKED_AT, bytes.length()), StandardCharsets.ISO_8859_1);
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.contains("<svg")) {
            return "an SVG drawing";
        }
        if (lower.contains("<html") || lower.contains("<!doctype html")) {
            return "a web page";
        }
        return start.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t') ? "text" : "no image";
    }
}
