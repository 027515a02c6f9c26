package dev.retort.spi;

import java.util.Map;

/** The machine-readable story of a run: one JSON object a line in {@code events.jsonl}. */
public interface Events {

    /**
     * Appends an event. The engine adds the time; values of secrets are masked.
     *
     * @param type a noun and a verb in snake_case: {@code record_failed}
     * @param fields strings, numbers, booleans, and lists and maps of these; in the order to be written
     */
    void emit(String type, Map<String, ?> fields);
}
