package dev.retort.plugins.distillation.prompt;

import java.io.IOException;
import java.util.List;

/** What is sent for one record: made by the thread that reads the input, loaded by the one that sends. */
public interface Prompt {

    /** The messages as they are kept in the output: images stand in them by the path or URL that the record gave, never as bytes. */
    Messages kept();

    /** The bytes that {@link #load} will give, or a little more: known without reading an image. */
    long weight();

    /** Whether {@link #load} reads files, and so is not for the thread that reads the input. */
    boolean readsFiles();

    /**
     * The messages as they are sent, with the bytes of the images. The same array as {@link #kept()} where there is no image.
     *
     * @throws UnusableException when an image is missing, too large or no image; the record fails alone
     */
    Messages load() throws UnusableException, IOException;

    /** The text of the last user message, for output shapes that show it as a text. */
    String text();

    /** The images as the record names them; empty when there are none. */
    List<String> images();
}
