package dev.retort.jsonl;

import java.util.ArrayList;
import java.util.List;

/** Records with their newlines, end to end, and who wants to hear of them. */
final class AppendBatch {

    private static final int FIRST_BYTES = 1 << 16;

    private JsonBytes bytes = new JsonBytes(FIRST_BYTES);
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
            other.acknowledgements = new ArrayList<>();
        } else {
            bytes.raw(other.bytes);
            acknowledgements.addAll(other.acknowledgements);
            other.clear();
        }
    }

    void clear() {
        // The array of a busy file is kept, for to let it grow anew for each batch is dear; that of one burst is not.
        if (bytes.array().length > FIRST_BYTES && bytes.size() < bytes.array().length / 4) {
            bytes = new JsonBytes(FIRST_BYTES);
        } else {
            bytes.rewind();
        }
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
