package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonRecord;

/** Makes the messages of each record, without the images that a further member names. For one thread. */
interface MessageSource {

    /**
     * The messages of a record: at least one.
     *
     * @throws UnusableException when the record lacks what they need
     */
    Messages messages(JsonRecord line) throws UnusableException;
}
