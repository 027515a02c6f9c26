package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonRecord;

/** Makes the prompt of each record. For one thread; its prompts may be loaded by others until it is closed. */
public interface PromptSource extends AutoCloseable {

    /**
     * The prompt of a record.
     *
     * @param record parsed for any names; its bytes are kept by the prompt
     * @throws UnusableException when the record lacks what the prompt needs
     */
    Prompt of(JsonRecord record) throws UnusableException;

    /** Lets go of what loading needs, such as connections. */
    @Override
    default void close() {}
}
