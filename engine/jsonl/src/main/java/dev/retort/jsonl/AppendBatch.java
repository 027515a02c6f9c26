package dev.retort.jsonl;

import java.util.ArrayList;
import java.util.List;

/** Records with their newlines, end to end, and who wants to hear of them. */
final class AppendBatch {

    private JsonBytes bytes = new JsonBytes(1 << 16);
    private List<Acknowledgement> acknowledgements = new ArrayList<>();

    void add(byte[] record, int from, int to, Acknowledgement acknowledgement) {
        // Room first: without memory nothing has changed, and a newline alone makes no large array grow.
        bytes.reserve(to - from + 1);
        acknowledgements.add(acknowledgement);
        bytes.raw(record, from, to).raw("\n");
    }

    /** Takes over everything of another batch, which is empty afterwards. */
    void take(AppendBatch other) {
        if (isEmpty()) {
            JsonBytes free = bytes;
            bytes = other.bytes;
            acknowledgements = other.acknowledgements;
            other.bytes = free;
        } else {
            bytes.raw(other.bytes);
            acknowledgements.addAll(other.acknowledgements);
        }
        other.clear();
    }

    void clear() {
        bytes.clear();
        // A list grown by one burst would hold its array forever.
        acknowledgements = new ArrayList<>();
    }

    boolean isEmpty() {
        return acknowledgements.isEmpty();
    }

    int records() {
        return acknowledgements.size();
    }

    int size() {
        return bytes.size();
    }

    byte[] array() {
        return bytes.array();
    }

    List<Acknowledgement> acknowledgements() {
        return acknowledgements;
    }
}
