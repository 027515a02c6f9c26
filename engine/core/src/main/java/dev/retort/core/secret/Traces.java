package dev.retort.core.secret;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Writes throwables out. */
final class Traces {

    private Traces() {}

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        try {
            failure.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException e) { // an exception of a plugin whose getMessage fails
            return failure.getClass().getName() + " (its trace cannot be written: "
                    + e.getClass().getName() + ")\n" + text;
        }
        return text.toString();
    }
}
