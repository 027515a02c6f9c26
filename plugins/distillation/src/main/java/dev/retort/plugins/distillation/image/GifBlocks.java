package dev.retort.plugins.distillation.image;

/** Walks over the blocks of a GIF, version 89a, to its end. */
final class GifBlocks {

    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3b;

    private GifBlocks() {}

    static ImageHeader read(Bytes bytes) throws ImageException {
        int width = bytes.u16le(6);
        int height = bytes.u16le(8);
        long at = 13L + colours(bytes.u8(10));
        int frames = 0;
        for (int block = bytes.u8(at); block != TRAILER; block = bytes.u8(at)) {
            if (block == IMAGE) {
                frames++;
                at = data(bytes, at + 11L + colours(bytes.u8(at + 9)));
            } else if (block == EXTENSION) {
                at = data(bytes, at + 2);
            } else {
                throw ImageException.damaged("the GIF is damaged near byte " + at);
            }
        }
        if (frames == 0) {
            throw ImageException.damaged("the GIF holds no pixels");
        }
        return new ImageHeader(ImageFormat.GIF, width, height, frames, 1);
    }

    /** The size of the colour table that these flags announce. */
    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Goes behind a row of pieces; one of no length ends it. */
    private static long data(Bytes bytes, long from) throws ImageException {
        long at = from;
        for (int length = bytes.u8(at); length > 0; length = bytes.u8(at)) {
            at += 1 + length;
        }
        return at + 1;
    }
}
