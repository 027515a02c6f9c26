package dev.retort.jsonl;

import java.io.IOException;
import java.nio.file.Path;

/** Says that somebody removed or replaced a file while it was being written: what is written would have no name any more. */
public final class FileGoneException extends IOException {

    private static final long serialVersionUID = 1;

    FileGoneException(Path file) {
        super(file + " was removed or replaced while it was being written");
    }
}
