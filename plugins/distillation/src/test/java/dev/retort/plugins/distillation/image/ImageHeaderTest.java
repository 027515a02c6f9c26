package dev.retort.plugins.distillation.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {

    private static ImageException refused(byte[] bytes) {
        return assertThrows(ImageException.class, () -> ImageHeader.read(bytes));
    }

    static Stream<byte[]> wholeImages() {
        return Stream.of(
                Pictures.png(40, 20),
                Pictures.jpeg(40, 20),
                Pictures.progressiveJpeg(40, 20),
                Pictures.gif(40, 20),
                Pictures.webp("lossy-24x16.webp"),
                Pictures.webp("extended-24x16.webp"));
    }

    @Test
    void knowsEachFormatByItsContent() throws Exception {
        assertEquals(new ImageHeader(ImageFormat.PNG, 40, 20, 1, 1), ImageHeader.read(Pictures.png(40, 20)));
        assertEquals(new ImageHeader(ImageFormat.JPEG, 300, 20, 1, 1), ImageHeader.read(Pictures.jpeg(300, 20)));
        assertEquals(
                new ImageHeader(ImageFormat.JPEG, 300, 20, 1, 1), ImageHeader.read(Pictures.progressiveJpeg(300, 20)));
        assertEquals(new ImageHeader(ImageFormat.GIF, 40, 300, 1, 1), ImageHeader.read(Pictures.gif(40, 300)));
        assertEquals(
                new ImageHeader(ImageFormat.WEBP, 24, 16, 1, 1), ImageHeader.read(Pictures.webp("lossy-24x16.webp")));
        assertEquals(
                new ImageHeader(ImageFormat.WEBP, 24, 16, 1, 1),
                ImageHeader.read(Pictures.webp("extended-24x16.webp")));
    }

    @Test
    void knowsGreyAndTranslucentAndIndexedPngs() throws Exception {
        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY
        }) {
            byte[] png = Pictures.encoded(Pictures.picture(12, 13, type), "png");
            assertEquals(new ImageHeader(ImageFormat.PNG, 12, 13, 1, 1), ImageHeader.read(png));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsHowAJpegStands(int orientation) throws Exception {
        for (boolean littleEndian : new boolean[] {false, true}) {
            byte[] jpeg = Pictures.standing(Pictures.jpeg(40, 20), orientation, littleEndian);
            assertEquals(new ImageHeader(ImageFormat.JPEG, 40, 20, 1, orientation), ImageHeader.read(jpeg));
        }
    }

    @Test
    void takesAnOrientationThatMakesNoSenseForUpright() throws Exception {
        assertEquals(
                1,
                ImageHeader.read(Pictures.standing(Pictures.jpeg(40, 20), 9, false))
                        .orientation());
    }

    @ParameterizedTest
    @MethodSource("wholeImages")
    void noticesATruncationAtEveryByte(byte[] image) {
        for (int length = 0; length < image.length; length++) {
            ImageException e = refused(Arrays.copyOf(image, length));
            assertTrue(e.type().equals("image_damaged") || length < 12, length + ": " + e.reason());
        }
    }

    @ParameterizedTest
    @MethodSource("wholeImages")
    void neverFailsOtherwiseOnDamage(byte[] image) {
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = image.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ImageHeader header = ImageHeader.read(damaged);
                assertTrue(header.width() > 0 && header.height() > 0);
            } catch (ImageException e) {
                assertTrue(e.type().startsWith("image_"), e.type());
            }
        }
    }

    @Test
    void noticesDamageInsideAPng() {
        byte[] png = Pictures.png(40, 20);
        png[png.length / 2] ^= 1;
        assertTrue(refused(png).reason().contains("a checksum does not fit"));
    }

    @Test
    void countsTheFramesOfAnAnimation() throws Exception {
        assertEquals(3, ImageHeader.read(Pictures.animatedGif()).frames());
        byte[] webp = Pictures.webp("extended-24x16.webp");
        webp[20] |= 2;
        assertEquals(2, ImageHeader.read(webp).frames());
    }

    @Test
    void allowsWhatFollowsTheEndOfAJpeg() throws Exception {
        byte[] jpeg = Pictures.jpeg(40, 20);
        assertEquals(
                40, ImageHeader.read(Arrays.copyOf(jpeg, jpeg.length + 100)).width());
    }

    @Test
    void readsALosslessWebp() throws Exception {
        byte[] webp = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        assertEquals(new ImageHeader(ImageFormat.WEBP, 1, 1, 1, 1), ImageHeader.read(webp));
    }

    static Stream<Arguments> otherContents() {
        return Stream.of(
                Arguments.of("BM6", "a BMP image"),
                Arguments.of("II*\0", "a TIFF image"),
                Arguments.of("%PDF-1.7", "a PDF document"),
                Arguments.of("\0\0\0\30ftypheic", "a HEIC image"),
                Arguments.of("\0\0\0\30ftypavif", "an AVIF image"),
                Arguments.of("<?xml version='1.0'?>\n<svg xmlns=''>", "an SVG drawing"),
                Arguments.of("<!DOCTYPE html><html>", "a web page"),
                Arguments.of("just some words\n", "text"),
                Arguments.of("\1\2\3\4", "no image"));
    }

    @ParameterizedTest
    @MethodSource("otherContents")
    void saysWhatItIsInstead(String content, String kind) {
        ImageException e = refused(content.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("image_unsupported", e.type());
        assertEquals(
                "this is " + kind + "; models take PNG, JPEG, WEBP and still GIF, whatever the name of the file says",
                e.reason());
    }

    @Test
    void callsAnEmptyFileDamaged() {
        assertEquals(
                "image_damaged it is empty, 0 bytes",
                refused(new byte[0]).type() + " " + refused(new byte[0]).reason());
    }
}
