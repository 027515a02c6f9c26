package dev.retort.jsonl;

import java.io.IOException;
import java.nio.file.Path;

/** Says that someone else is writing a file. */
public final class FileInUseException extends IOException {

    private final transient Path file;

    FileInUseException(Path file, String by) {
        super(file + " is being written by " + by + "; wait until that has ended, or write to another file");
        this.file = file;
    }

    /** The file in question. */
    public Path file() {
        return file;
    }
}
