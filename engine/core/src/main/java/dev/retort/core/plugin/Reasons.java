package dev.retort.core.plugin;

import org.jspecify.annotations.Nullable;

/** Says in half a sentence what a throwable from a plugin means. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failure) {
        if (failure instanceof ExceptionInInitializerError e && e.getCause() != null) {
            return "failed in its static initializer: " + plain(e.getCause());
        }
        if (failure instanceof NoClassDefFoundError e) {
            return "needs the class " + dotted(e.getMessage())
                    + ", which is neither in the jar nor in the SPI. Shade the library that brings it into the jar";
        }
        if (failure instanceof ClassNotFoundException e) {
            return "cannot be found in the jar: " + e.getMessage();
        }
        if (failure instanceof NoSuchMethodError
                || failure instanceof NoSuchFieldError
                || failure instanceof AbstractMethodError) {
            return "was compiled against another version of something it uses: " + plain(failure);
        }
        if (failure instanceof LinkageError) {
            return "cannot be linked: " + plain(failure);
        }
        return "failed: " + plain(failure);
    }

    /** Type and message of a throwable, in one line. */
    static String plain(Throwable failure) {
        String message;
        try {
            message = failure.getMessage();
        } catch (RuntimeException e) { // code of a plugin too
            message = null;
        }
        String type = failure.getClass().getName();
        return message == null ? type : type + ": " + message.replaceAll("\\s*\\R\\s*", " ");
    }

    private static String dotted(@Nullable String name) {
        return name == null ? "(unnamed)" : name.replace('/', '.');
    }
}
