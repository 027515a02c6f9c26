package dev.retort.cli;

import dev.retort.core.secret.Masker;
import java.io.PrintStream;

/** Where the process prints: results to standard output, everything else to standard error, secrets to neither. */
final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean colour;
    private volatile Masker masker = Masker.none();

    /**
     * Takes the streams of the process.
     *
     * @param colour whether standard error understands colours
     */
    Console(PrintStream out, PrintStream err, boolean colour) {
        this.out = out;
        this.err = err;
        this.colour = colour;
    }

    /** From now on nothing that this masker knows is printed. */
    void mask(Masker secrets) {
        masker = secrets;
    }

    /** A line of the result. */
    void print(String line) {
        out.println(masker.mask(line));
        out.flush();
    }

    /** A line beside the result. */
    void tell(String line) {
        err.println(masker.mask(line));
        err.flush();
    }

    /** Text beside the result that ends its own lines. */
    void tellText(String text) {
        err.print(masker.mask(text));
        err.flush();
    }

    /** Whether a part of the result could not be written, as to a full disk or a pipe that was closed. */
    boolean resultIsCut() {
        return out.checkError();
    }

    boolean colour() {
        return colour;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }
}
