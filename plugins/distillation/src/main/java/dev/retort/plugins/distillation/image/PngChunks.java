package dev.retort.plugins.distillation.image;

import java.util.zip.CRC32;

/** Walks over the chunks of a PNG; ISO/IEC 15948. */
final class PngChunks {

    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private static final int FRAME = 12; // length, type and checksum around the data of a chunk

    private PngChunks() {}

    static ImageHeader read(Bytes bytes) throws ImageException {
        long at = SIGNATURE.length();
        if (!bytes.has(at + 4, "IHDR")) {
            bytes.reach(at + 8);
            throw ImageException.damaged("the PNG does not begin with its header");
        }
        long width = bytes.u32(at + 8);
        long height = bytes.u32(at + 12);
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw ImageException.damaged("the PNG's header is damaged");
        }
        long frames = 1;
        boolean pixels = false;
        while (!bytes.has(at + 4, "IEND")) {
            long length = bytes.u32(at);
            check(bytes, at, length);
            pixels |= bytes.has(at + 4, "IDAT");
            if (bytes.has(at + 4, "acTL")) {
                frames = bytes.u32(at + 8);
            }
            at += FRAME + length;
            bytes.reach(at + FRAME);
        }
        if (!pixels) {
            throw ImageException.damaged("the PNG holds no pixels");
        }
        return new ImageHeader(
                ImageFormat.PNG, (int) width, (int) height, (int) Math.min(frames, Integer.MAX_VALUE), 1);
    }

    private static void check(Bytes bytes, long at, long length) throws ImageException {
        bytes.reach(at + FRAME + length);
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), (int) at + 4, (int) length + 4);
        if (sum.getValue() != bytes.u32(at + 8 + length)) {
            throw ImageException.damaged("the PNG is damaged near byte " + at + ": a checksum does not fit");
        }
    }
}
