package dev.retort.plugins.distillation.image;

/** Walks over the chunks of a WEBP; RFC 9649. */
final class WebpChunks {

    private static final int ANIMATION = 0x02;

    private WebpChunks() {}

    static ImageHeader read(Bytes bytes) throws ImageException {
        long end = 8 + bytes.u32le(4);
        bytes.reach(end);
        int width = 0;
        int height = 0;
        boolean animated = false;
        boolean pixels = false;
        for (long at = 12; at + 8 <= end; at += 8 + even(bytes.u32le(at + 4))) {
            long data = at + 8;
            bytes.reach(data + bytes.u32le(at + 4));
            if (bytes.has(at, "VP8X")) {
                animated = (bytes.u8(data) & ANIMATION) != 0;
                width = 1 + bytes.u24le(data + 4);
                height = 1 + bytes.u24le(data + 7);
            } else if (bytes.has(at, "VP8 ")) {
                if (!bytes.has(data + 3, "\u009d\u0001*")) {
                    throw ImageException.damaged("the WEBP is damaged near byte " + data);
                }
                pixels = true;
                width = width > 0 ? width : bytes.u16le(data + 6) & 0x3fff;
                height = height > 0 ? height : bytes.u16le(data + 8) & 0x3fff;
            } else if (bytes.has(at, "VP8L")) {
                if (bytes.u8(data) != 0x2f) {
                    throw ImageException.damaged("the WEBP is damaged near byte " + data);
                }
                pixels = true;
                long sizes = bytes.u32le(data + 1);
                width = width > 0 ? width : 1 + (int) (sizes & 0x3fff);
                height = height > 0 ? height : 1 + (int) (sizes >> 14 & 0x3fff);
            } else if (bytes.has(at, "ANMF")) {
                pixels = true;
            }
        }
        if (!pixels) {
            throw ImageException.damaged("the WEBP holds no pixels");
        }
        return new ImageHeader(ImageFormat.WEBP, width, height, animated ? 2 : 1, 1);
    }

    private static long even(long length) {
        return length + (length & 1);
    }
}
