package dev.retort.plugins.distillation.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * Brings images into the form in which they are sent. Bytes go through as they are, with the media type that they show, unless the
 * image must be turned upright or scaled down. Safe for use by many threads; {@link ImageRoom} bounds what they decode together.
 */
public final class ImageLoader implements AutoCloseable {

    private static final int PIECE = 64 * 1_024;

    private final ImageRules rules;
    private final ImageRoom room;
    private final ImageFetcher fetcher;

    /**
     * Takes what it needs.
     *
     * @param room for the pixels of images that are decoded
     * @param fetcher closed with the loader
     */
    public ImageLoader(ImageRules rules, ImageRoom room, ImageFetcher fetcher) {
        this.rules = rules;
        this.room = room;
        this.fetcher = fetcher;
    }

    /** The bytes of the data URI that {@link #load} will give, or a little more; a look at the directory and no more. */
    public long weight(ImageRef ref) {
        long bytes = rules.maxBytes();
        if (ref instanceof ImageRef.InFile file) {
            try {
                bytes = Math.min(bytes, Files.size(file.path()));
            } catch (IOException e) {
                bytes = 0; // loading will tell
            }
        } else if (ref instanceof ImageRef.Inline inline) {
            return inline.dataUri().length();
        }
        return bytes / 3 * 4 + 64;
    }

    /**
     * An image, ready to be sent.
     *
     * @throws ImageException when there is none, or the rules do not allow it
     * @throws java.io.InterruptedIOException when the thread is interrupted
     */
    public SendableImage load(ImageRef ref) throws ImageException, IOException {
        try {
            byte[] bytes = bytes(ref);
            ImageHeader header = ImageHeader.read(bytes);
            boolean fits = rules.allow(header, bytes.length);
            return fits && header.orientation() == 1
                    ? new SendableImage(header.format(), bytes)
                    : new Reencoding(rules, room, bytes, header).image();
        } catch (ImageException e) {
            throw e.of(ref.shown());
        }
    }

    private byte[] bytes(ImageRef ref) throws ImageException, IOException {
        if (ref instanceof ImageRef.InFile file) {
            return read(file.path());
        }
        if (ref instanceof ImageRef.OnTheWeb web) {
            return fetcher.fetch(web.url(), rules);
        }
        return decode(((ImageRef.Inline) ref).dataUri());
    }

    private byte[] read(Path path) throws ImageException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new ImageException(
                        "image_unreadable",
                        attributes.isDirectory() ? "this is a directory" : "this is no regular file");
            }
            rules.checkLength(attributes.size());
            try (InputStream in = Files.newInputStream(path)) {
                // Into one array, for what readNBytes(int) collects is there twice in the end; piece by piece, for Java
                // keeps a
                // buffer outside of the heap as large as the largest read, for each thread.
                byte[] bytes = new byte[(int) attributes.size()];
                int length = 0;
                for (int read = 0; read >= 0 && length < bytes.length; length += Math.max(0, read)) {
                    read = in.read(bytes, length, Math.min(PIECE, bytes.length - length));
                }
                if (in.read() >= 0) {
                    throw new ImageException("image_unreadable", "the file grows while it is read");
                }
                return length < bytes.length ? Arrays.copyOf(bytes, length) : bytes;
            }
        } catch (NoSuchFileException e) {
            throw new ImageException("image_missing", "there is no such file");
        } catch (AccessDeniedException e) {
            throw new ImageException("image_unreadable", "this file may not be read");
        } catch (IOException e) {
            String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
            throw new ImageException("image_unreadable", "the file cannot be read: " + reason);
        }
    }

    private byte[] decode(String uri) throws ImageException {
        int comma = uri.indexOf(',');
        String head = uri.substring(0, Math.max(0, comma)).toLowerCase(Locale.ROOT);
        if (!head.endsWith(";base64")) {
            throw ImageException.unsupported("a data URI must be data:image/…;base64,…");
        }
        rules.checkLength((uri.length() - comma) / 4L * 3);
        try {
            return Base64.getMimeDecoder().decode(uri.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw ImageException.damaged("the base64 of the data URI is damaged: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
