package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonRecord;

/** Makes the prompt of each record. For one thread. */
public interface PromptSource {

    /**
     * The prompt of a record.
     *
     * @param record parsed for any names; its bytes are kept by the prompt
     * @throws UnusableException when the record lacks what the prompt needs
     */
    Prompt of(JsonRecord record) throws UnusableException;
}
