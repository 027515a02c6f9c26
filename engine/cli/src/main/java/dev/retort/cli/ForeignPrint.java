package dev.retort.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What libraries and plugins print past the engine, line by line: masked like everything else, and on standard error, so that it
 * never stands between the lines of a result.
 */
final class ForeignPrint extends OutputStream {

    /** A longer line is printed in parts. */
    private static final int LONGEST = 64 * 1_024;

    private final Console console;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private ForeignPrint(Console console) {
        this.console = console;
    }

    /** Takes the place of {@code System.out} and {@code System.err}; close what is returned to print a last line without an end. */
    static ForeignPrint takeOver(Console console) {
        ForeignPrint print = new ForeignPrint(console);
        System.setOut(new PrintStream(print, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(print, true, StandardCharsets.UTF_8));
        return print;
    }

    @Override
    public synchronized void write(int value) {
        if (value == '\n' || line.size() >= LONGEST) {
            print();
        }
        if (value != '\n') {
            line.write(value);
        }
    }

    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            print();
        }
    }

    private void print() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        console.tell(text);
    }
}
