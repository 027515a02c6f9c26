package dev.retort.plugins.distillation.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Decodes an image, stands it upright, scales it down as far as the rules want, and encodes it again: JPEG as JPEG, the others as
 * PNG, or as JPEG on white where PNG is too large.
 */
final class Reencoding {

    private static final float QUALITY = 0.92f;
    private static final float LOWER_QUALITY = 0.8f;
    private static final int MOST_ROUNDS = 8;
    /** Of the decoded image, of its colours converted when they are not sRGB, and of the one to be encoded. */
    private static final int BYTES_PER_PIXEL = 12;

    private final ImageRules rules;
    private final ImageRoom room;
    private final byte[] bytes;
    private final ImageHeader header;

    Reencoding(ImageRules rules, ImageRoom room, byte[] bytes, ImageHeader header) {
        this.rules = rules;
        this.room = room;
        this.bytes = bytes;
        this.header = header;
    }

    SendableImage image() throws ImageException, IOException {
        if (header.format() == ImageFormat.WEBP) {
            throw ImageException.tooLarge(String.format(
                    Locale.ROOT,
                    "the WEBP has %,d × %,d pixels and %,d bytes, more than max_side and max_bytes allow, and Java cannot scale"
                            + " WEBP; convert it to PNG or JPEG",
                    header.width(),
                    header.height(),
                    bytes.length));
        }
        int longer = Math.max(header.width(), header.height());
        double scale = Math.min(1, (double) rules.maxSide() / longer);
        int skip = Math.max(1, (int) (0.5 / scale)); // twice as fine as wanted, or finer
        long decoded = (long) (header.width() / skip + 1) * (header.height() / skip + 1);
        try (ImageRoom.Taken taken = room.take(decoded * BYTES_PER_PIXEL)) {
            return encoded(new PixelRows(decode(skip)), scale);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IIOException e) {
            String reason = String.valueOf(e.getMessage());
            throw reason.startsWith("Unsupported") // JPEG in the four colours of printers
                    ? ImageException.unsupported(
                            "the " + header.format() + " must be decoded, and Java cannot: " + reason)
                    : ImageException.damaged("the " + header.format() + " cannot be decoded: " + reason);
        } catch (IOException | RuntimeException e) {
            // ImageIO tells damaged pixels by whatever its decoders run into.
            throw ImageException.damaged("the " + header.format() + " cannot be decoded: " + e.getMessage());
        }
    }

    private BufferedImage decode(int skip) throws IOException {
        ImageReader reader =
                first(ImageIO.getImageReadersByFormatName(header.format().name()));
        try {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)), true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(skip, skip, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    /** What is too large is tried as JPEG, then in a lower quality, and then smaller and smaller where that is allowed. */
    private SendableImage encoded(PixelRows image, double most) throws ImageException, IOException {
        boolean png = header.format() != ImageFormat.JPEG;
        float quality = QUALITY;
        double scale = most;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int width = Math.min(image.width(), (int) Math.round(header.width() * scale));
            int height = Math.min(image.height(), (int) Math.round(header.height() * scale));
            if (width < rules.minSide() || height < rules.minSide()) {
                throw ImageException.tooLarge(String.format(
                        Locale.ROOT,
                        "the image has %,d × %,d pixels; made to fit into max_side and max_bytes, one side would be shorter than"
                                + " min_side",
                        header.width(),
                        header.height()));
            }
            Pixels pixels = Pixels.of(image, width, height, header.orientation());
            byte[] out = png ? png(pixels) : jpeg(pixels, quality);
            if (out.length <= rules.maxBytes()) {
                return new SendableImage(png ? ImageFormat.PNG : ImageFormat.JPEG, out);
            }
            if (png) {
                png = false;
            } else if (quality > LOWER_QUALITY) {
                quality = LOWER_QUALITY;
            } else if (rules.resize()) {
                scale *= Math.min(0.9, 0.95 * Math.sqrt((double) rules.maxBytes() / out.length));
            } else {
                break;
            }
        }
        throw ImageException.tooLarge(
                rules.resize()
                        ? "the image cannot be made to fit into max_bytes"
                        : "turned upright, the image does not fit into max_bytes any more; resize: true scales it down");
    }

    private static byte[] png(Pixels pixels) throws IOException {
        ImageWriter writer = first(ImageIO.getImageWritersByFormatName("png"));
        return write(writer, writer.getDefaultWriteParam(), pixels.translucent());
    }

    private static byte[] jpeg(Pixels pixels, float quality) throws IOException {
        ImageWriter writer = first(ImageIO.getImageWritersByFormatName("jpeg"));
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        return write(writer, param, pixels.opaque());
    }

    private static byte[] write(ImageWriter writer, ImageWriteParam param, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static <T> T first(Iterator<T> plugins) throws IOException {
        if (!plugins.hasNext()) {
            throw new IOException("this Java brings no reader or writer for it");
        }
        return plugins.next();
    }
}
