package dev.retort.plugins.distillation.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.jsonl.JsonBytes;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLoaderTest {

    private static final ImageRules RULES = new ImageRules(100_000, 11, 400, false);
    private static final ImageRules RESIZING = new ImageRules(20_000, 11, 100, true);

    @TempDir
    Path directory;

    private SendableImage load(ImageRules rules, String name) throws Exception {
        try (ImageLoader loader =
                new ImageLoader(rules, new ImageRoom(64 << 20), new ImageFetcher(Duration.ofSeconds(5)))) {
            return loader.load(ImageRef.of(name, directory::resolve));
        }
    }

    private SendableImage load(ImageRules rules, byte[] content) throws Exception {
        Files.write(directory.resolve("a.jpg"), content);
        return load(rules, "a.jpg");
    }

    private String refused(ImageRules rules, byte[] content) {
        ImageException e = assertThrows(ImageException.class, () -> load(rules, content));
        return e.type() + " " + e.reason();
    }

    private String refused(String name) {
        ImageException e = assertThrows(ImageException.class, () -> load(RULES, name));
        return e.type() + " " + e.reason();
    }

    private static String colours(BufferedImage image) {
        int right = image.getWidth() - 3;
        int below = image.getHeight() - 3;
        return colour(image.getRGB(2, 2)) + colour(image.getRGB(right, 2)) + " " + colour(image.getRGB(2, below))
                + colour(image.getRGB(right, below));
    }

    private static String colour(int argb) {
        int red = argb >> 16 & 0xff;
        int green = argb >> 8 & 0xff;
        int blue = argb & 0xff;
        return red > 200 && green > 200 && blue > 200
                ? "w"
                : red > 128 && green < 128 ? "r" : green > 128 ? "g" : blue > 128 ? "b" : "?";
    }

    @Test
    void sendsTheBytesUntouchedWithTheTypeTheyShow() throws Exception {
        for (byte[] bytes : new byte[][] {
            Pictures.png(40, 20), Pictures.jpeg(40, 20), Pictures.gif(40, 20), Pictures.webp("lossy-24x16.webp")
        }) {
            assertArrayEquals(bytes, load(RULES, bytes).bytes());
        }
        assertEquals("image/png", load(RULES, Pictures.png(40, 20)).mediaType());
        assertEquals("image/jpeg", load(RULES, Pictures.jpeg(40, 20)).mediaType());
        assertEquals("image/gif", load(RULES, Pictures.gif(40, 20)).mediaType());
        assertEquals(
                "image/webp", load(RULES, Pictures.webp("lossy-24x16.webp")).mediaType());
    }

    @Test
    void writesADataUri() throws Exception {
        for (int height : new int[] {20, 21, 22, 150}) {
            byte[] png = Pictures.noise(150, height);
            JsonBytes out = new JsonBytes();
            SendableImage image = load(RULES, png);
            image.writeTo(out);
            assertEquals("\"data:image/png;base64," + Base64.getEncoder().encodeToString(png) + "\"", out.toString());
            assertEquals(out.size(), image.written());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, gb rb, 40, 24", "2, bg br, 40, 24", "3, br bg, 40, 24", "4, rb gb, 40, 24",
        "5, gr bb, 24, 40", "6, rg bb, 24, 40", "7, bb rg, 24, 40", "8, bb gr, 24, 40"
    })
    void standsAJpegUpright(int orientation, String colours, int width, int height) throws Exception {
        SendableImage upright = load(RULES, Pictures.standing(Pictures.jpeg(40, 24), orientation, true));
        BufferedImage image = Pictures.decoded(upright.bytes());
        assertEquals("image/jpeg", upright.mediaType());
        assertEquals(width + "x" + height, image.getWidth() + "x" + image.getHeight());
        assertEquals(colours, colours(image));
        assertEquals(1, ImageHeader.read(upright.bytes()).orientation());
    }

    @Test
    void neverScalesWithoutBeingAllowedTo() throws Exception {
        BufferedImage noise = Pictures.decoded(Pictures.noise(200, 200));
        byte[] jpeg = Pictures.standing(Pictures.encoded(noise, "jpeg"), 6, true);
        int length = jpeg.length;
        BufferedImage upright = Pictures.decoded(
                load(new ImageRules(length + 2_000, 11, 400, false), jpeg).bytes());
        assertEquals("200x200", upright.getWidth() + "x" + upright.getHeight());
        byte[] poor = Pictures.standing(Pictures.jpegIn(noise, 0.3f), 6, true);
        assertEquals(
                "image_too_large a.jpg: turned upright, the image does not fit into max_bytes any more; resize: true scales it"
                        + " down",
                refused(new ImageRules(poor.length, 11, 400, false), poor));
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertEquals(
                "image_too_large a.jpg: the image has 401 × 20 pixels, more than max_side allows (400); resize: true scales it down",
                refused(RULES, Pictures.png(401, 20)));
        assertTrue(refused(RULES, Pictures.noise(300, 300)).startsWith("image_too_large a.jpg: the image has 27"));
    }

    @Test
    void refusesWhatIsTooSmall() {
        assertEquals(
                "image_too_small a.jpg: the image has 40 × 10 pixels; each side needs at least 11",
                refused(RULES, Pictures.png(40, 10)));
    }

    @Test
    void refusesAnimations() {
        assertEquals(
                "image_animated a.jpg: the GIF is animated; models take still images",
                refused(RULES, Pictures.animatedGif()));
    }

    @Test
    void scalesDownWhatHasTooManyPixels() throws Exception {
        for (byte[] bytes :
                new byte[][] {Pictures.png(1_000, 500), Pictures.jpeg(1_000, 500), Pictures.gif(1_000, 500)}) {
            BufferedImage image = Pictures.decoded(load(RESIZING, bytes).bytes());
            assertEquals("100x50", image.getWidth() + "x" + image.getHeight());
            assertEquals("gb rb", colours(image));
        }
        assertEquals("image/png", load(RESIZING, Pictures.png(1_000, 500)).mediaType());
        assertEquals("image/jpeg", load(RESIZING, Pictures.jpeg(1_000, 500)).mediaType());
    }

    @Test
    void scalesDownAndStandsUpright() throws Exception {
        byte[] jpeg = Pictures.standing(Pictures.jpeg(600, 300), 6, false);
        BufferedImage image = Pictures.decoded(load(RESIZING, jpeg).bytes());
        assertEquals("50x100", image.getWidth() + "x" + image.getHeight());
        assertEquals("rg bb", colours(image));
    }

    @Test
    void scalesDownWhatHasTooManyBytes() throws Exception {
        SendableImage image = load(new ImageRules(6_000, 11, 400, true), Pictures.noise(100, 100));
        assertEquals("image/jpeg", image.mediaType());
        assertTrue(image.bytes().length <= 6_000);
        assertTrue(Pictures.decoded(image.bytes()).getWidth() > 30);
    }

    @Test
    void putsTranslucentPixelsOnWhiteWhenItMakesAJpeg() throws Exception {
        BufferedImage clear = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
        Random random = new Random(2);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 200; x++) {
                clear.setRGB(x, y, (x < 100 ? 0 : 0xff000000) | random.nextInt(1 << 24));
            }
        }
        SendableImage image = load(new ImageRules(30_000, 11, 400, true), Pictures.encoded(clear, "png"));
        assertEquals("image/jpeg", image.mediaType());
        assertEquals("w", colour(Pictures.decoded(image.bytes()).getRGB(5, 5)));
    }

    @Test
    void keepsTranslucentPixelsInAPng() throws Exception {
        BufferedImage clear = new BufferedImage(800, 800, BufferedImage.TYPE_INT_ARGB);
        BufferedImage image =
                Pictures.decoded(load(RESIZING, Pictures.encoded(clear, "png")).bytes());
        assertEquals(0, image.getRGB(50, 50) >>> 24);
    }

    @Test
    void keepsTheBrightnessOfGreyImages() throws Exception {
        BufferedImage grey = new BufferedImage(300, 300, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 300; x++) {
                grey.getRaster().setSample(x, y, 0, 128);
            }
        }
        BufferedImage image =
                Pictures.decoded(load(RESIZING, Pictures.encoded(grey, "png")).bytes());
        assertEquals(128, image.getRGB(50, 50) & 0xff, 1);
    }

    @Test
    void convertsOtherColourSpaces() {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        ComponentColorModel model =
                new ComponentColorModel(linear, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(20, 20);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 20; x++) {
                raster.setPixel(x, y, new int[] {55, 0, 255});
            }
        }
        PixelRows rows = new PixelRows(new BufferedImage(model, raster, false, null));
        int[] row = new int[20];
        rows.read(7, row);
        assertEquals(128, row[3] >> 16 & 0xff, 2);
        assertEquals(0, row[3] >> 8 & 0xff, 2);
        assertEquals(255, row[3] & 0xff, 2);
    }

    @Test
    void cannotScaleWebp() {
        String refused = refused(new ImageRules(20_000, 11, 20, true), Pictures.webp("lossy-24x16.webp"));
        assertTrue(refused.startsWith("image_too_large a.jpg: the WEBP has 24 × 16 pixels"), refused);
    }

    @Test
    void decodesNoMoreThanThereIsRoomFor() throws Exception {
        Files.write(directory.resolve("a.jpg"), Pictures.standing(Pictures.jpeg(399, 399), 3, true));
        ImageException e = assertThrows(ImageException.class, () -> {
            try (ImageLoader loader =
                    new ImageLoader(RULES, new ImageRoom(1 << 20), new ImageFetcher(Duration.ofSeconds(5)))) {
                loader.load(ImageRef.of("a.jpg", directory::resolve));
            }
        });
        assertEquals("image_too_large", e.type());
        assertTrue(e.reason().contains("decoding the image takes 2 MB, more than the 1 MB"), e.reason());
    }

    @Test
    void endsTheWaitForRoomWhenInterrupted() throws Exception {
        ImageRoom room = new ImageRoom(1 << 20);
        try (ImageRoom.Taken all = room.take(1 << 20)) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> room.take(1_024));
            assertTrue(Thread.interrupted());
        }
        room.take(1 << 20).close();
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        assertEquals("image_missing no/such.png: there is no such file", refused("no/such.png"));
        Files.createDirectory(directory.resolve("d"));
        assertEquals("image_unreadable d: this is a directory", refused("d"));
        assertEquals("image_damaged a.jpg: it is empty, 0 bytes", refused(RULES, new byte[0]));
        assertTrue(refused("x".repeat(5_000)).startsWith("image_unreadable xxxx"));
        assertTrue(refused("x".repeat(5_000)).length() < 1_000);
        assertEquals(
                "image_unsupported s3://bucket/a.png: images come from files, http, https and data URIs; copy it to a file first",
                refused("s3://bucket/a.png"));
        assertEquals("image_unreadable a\0b: no path: Nul character not allowed", refused("a\0b"));
        assertEquals("image_missing the record names an image by an empty text", refused(" "));
    }

    @Test
    void findsAFileByItsUri() throws Exception {
        Files.write(directory.resolve("a b.png"), Pictures.png(40, 20));
        assertEquals(
                "image/png",
                load(RULES, directory.resolve("a b.png").toUri().toString()).mediaType());
        assertEquals(
                "image/png",
                load(RULES, "file://" + directory.toString() + "/a%20b.png").mediaType());
    }

    @Test
    void checksWhatADataUriHolds() throws Exception {
        byte[] png = Pictures.png(40, 20);
        String base64 = Base64.getEncoder().encodeToString(png);
        assertArrayEquals(png, load(RULES, "data:image/png;base64," + base64).bytes());
        assertEquals(
                "image/png", load(RULES, "data:image/jpeg;base64," + base64).mediaType());
        assertTrue(refused("data:image/png;base64," + base64.substring(0, 40))
                .startsWith("image_damaged data:image/png;base64,"));
        assertTrue(refused("data:image/svg+xml,<svg/>").startsWith("image_unsupported"));
    }

    @Test
    void fetchesAnImage() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", "/there.png")
                    .build());
            server.enqueue(image(Pictures.png(40, 20)));
            assertEquals(
                    "image/png", load(RULES, server.url("/a.jpg").toString()).mediaType());
            assertEquals("/a.jpg", server.takeRequest().getTarget());
            assertEquals("/there.png", server.takeRequest().getTarget());
        }
    }

    @Test
    void failsWhenAnImageCannotBeFetched() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            String url = server.url("/a.jpg").toString();
            server.enqueue(new MockResponse.Builder().code(404).build());
            assertEquals(
                    "image_unreachable " + url + ": the image cannot be fetched: the server answered HTTP 404",
                    refused(url));
            for (int i = 0; i < 6; i++) {
                server.enqueue(new MockResponse.Builder()
                        .code(301)
                        .addHeader("Location", "/b")
                        .build());
            }
            assertEquals(
                    "image_unreachable " + url + ": the image cannot be fetched: redirected more than 5 times",
                    refused(url));
            server.enqueue(new MockResponse.Builder()
                    .code(301)
                    .addHeader("Location", "file:///etc/hosts")
                    .build());
            assertEquals(
                    "image_unreachable " + url
                            + ": the image cannot be fetched: redirected to what is neither http nor https",
                    refused(url));
            server.enqueue(image(new byte[100_001]));
            assertEquals(
                    "image_too_large " + url
                            + ": the image has 100,001 bytes, more than max_bytes allows (100,000); resize: true scales it down",
                    refused(url));
            server.enqueue(image("<html>".getBytes(StandardCharsets.UTF_8)));
            assertTrue(refused(url).startsWith("image_unsupported " + url + ": this is a web page"));
        }
        assertTrue(refused("http://127.0.0.1:1/a.png").startsWith("image_unreachable http://127.0.0.1:1/a.png"));
    }

    private static MockResponse image(byte[] bytes) {
        return new MockResponse.Builder().body(new Buffer().write(bytes)).build();
    }
}
