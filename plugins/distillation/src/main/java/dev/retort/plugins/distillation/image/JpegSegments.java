package dev.retort.plugins.distillation.image;

/** Walks over the segments of a JPEG, ITU T.81 annex B, to its end, and finds how EXIF says it stands. */
final class JpegSegments {

    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int APP1 = 0xe1;
    private static final int ORIENTATION = 0x0112;
    private static final int MOST_TAGS = 1_000;

    private JpegSegments() {}

    static ImageHeader read(Bytes bytes) throws ImageException {
        int width = 0;
        int height = 0;
        int orientation = 1;
        boolean scan = false;
        long at = 2;
        while (true) {
            at = marker(bytes, at);
            int marker = bytes.u8(at - 1);
            if (marker == END_OF_IMAGE) {
                break;
            }
            if (standsAlone(marker)) {
                continue;
            }
            int length = bytes.u16(at);
            if (length < 2) {
                throw ImageException.damaged("the JPEG is damaged near byte " + at);
            }
            bytes.reach(at + length);
            if (isFrame(marker)) {
                height = bytes.u16(at + 3);
                width = bytes.u16(at + 5);
            } else if (marker == APP1 && bytes.has(at + 2, "Exif\0\0")) {
                orientation = orientation(bytes, at + 8, at + length);
            }
            at += length;
            if (marker == START_OF_SCAN) {
                scan = true;
                at = endOfScan(bytes, at);
            }
        }
        if (!scan || width == 0) {
            throw ImageException.damaged("the JPEG holds no pixels");
        }
        return new ImageHeader(ImageFormat.JPEG, width, height, 1, orientation);
    }

    /** Goes behind a marker, which any number of fill bytes may stand before. */
    private static long marker(Bytes bytes, long from) throws ImageException {
        long at = from;
        if (bytes.u8(at) != 0xff) {
            throw ImageException.damaged("the JPEG is damaged near byte " + at);
        }
        while (bytes.u8(at) == 0xff) {
            at++;
        }
        return at + 1;
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Where the next marker stands that is not part of the compressed pixels. */
    private static long endOfScan(Bytes bytes, long from) throws ImageException {
        byte[] array = bytes.array();
        for (int at = (int) from; at + 1 < array.length; at++) {
            if (array[at] == (byte) 0xff) {
                int next = array[at + 1] & 0xff;
                if (next != 0x00 && next != 0xff && !(next >= 0xd0 && next <= 0xd7)) {
                    return at;
                }
            }
        }
        throw ImageException.damaged("the JPEG is truncated after " + array.length + " bytes: its end is missing");
    }

    /** How the first image directory says that the image stands; 1 when it does not say, or is damaged. */
    private static int orientation(Bytes bytes, long tiff, long end) throws ImageException {
        boolean little = bytes.has(tiff, "II");
        if (end - tiff < 14 || (!little && !bytes.has(tiff, "MM"))) {
            return 1;
        }
        long directory = tiff + (little ? bytes.u32le(tiff + 4) : bytes.u32(tiff + 4));
        if (directory + 2 > end) {
            return 1;
        }
        int tags = Math.min(MOST_TAGS, little ? bytes.u16le(directory) : bytes.u16(directory));
        for (long tag = directory + 2; tags > 0 && tag + 12 <= end; tag += 12, tags--) {
            if ((little ? bytes.u16le(tag) : bytes.u16(tag)) == ORIENTATION) {
                int value = little ? bytes.u16le(tag + 8) : bytes.u16(tag + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }
}
