package dev.retort.spi;

/** Takes what is wrong with a configuration, so that everything can be reported at once. */
public interface Problems {

    /**
     * Reports a mistake; nothing is started.
     *
     * @param key the dotted path of the key in the task file: {@code distillation.batch_size}
     * @param message what was expected and what was found
     * @param mend what to do; may be empty
     */
    void error(String key, String message, String mend);

    /** Reports something that is allowed but probably not meant. */
    void warn(String key, String message, String mend);
}
