package dev.retort.plugins.distillation.image;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Where an image is. */
public sealed interface ImageRef {

    /** Names of files that no line should show whole: some data sets hold an image where its path is expected. */
    int SHOWN = 200;

    Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*", Pattern.DOTALL);

    /** How messages call it. */
    String shown();

    /** A file of this machine. */
    record InFile(Path path, String shown) implements ImageRef {}

    /** Something on the web. */
    record OnTheWeb(String url) implements ImageRef {
        @Override
        public String shown() {
            return shortened(url);
        }
    }

    /** An image that the record holds itself, as a data URI. */
    record Inline(String dataUri) implements ImageRef {
        @Override
        public String shown() {
            return dataUri.substring(0, Math.min(30, dataUri.length())) + "…";
        }
    }

    /**
     * Tells paths, URLs and data URIs apart.
     *
     * @param resolve where a path leads that a record names
     * @throws ImageException when it is none of them
     */
    static ImageRef of(String text, UnaryOperator<Path> resolve) throws ImageException {
        String start = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
        if (text.isBlank()) {
            throw new ImageException("image_missing", "the record names an image by an empty text");
        }
        if (start.startsWith("data:")) {
            return new Inline(text);
        }
        if (start.startsWith("http://") || start.startsWith("https://")) {
            return new OnTheWeb(text);
        }
        try {
            if (start.startsWith("file://")) {
                return new InFile(Path.of(URI.create(text)), shortened(text));
            }
            if (SCHEME.matcher(text).matches()) {
                throw new ImageException(
                        "image_unsupported",
                        shortened(text)
                                + ": images come from files, http, https and data URIs; copy it to a file first");
            }
            return new InFile(resolve.apply(Path.of(text)), shortened(text));
        } catch (InvalidPathException e) {
            throw new ImageException("image_unreadable", shortened(text) + ": no path: " + e.getReason());
        } catch (IllegalArgumentException e) {
            throw new ImageException("image_unreadable", shortened(text) + ": no file URI: " + e.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
