package dev.retort.jsonl;

import java.util.ArrayList;
import java.util.List;

/** Records with their newlines, end to end, and who wants to hear of them. */
final class AppendBatch {

    private static final int FIRST_BYTES = 1 << 16;

    /** In batches; there are a hundred a second at most. */
    private static final int PATIENCE = 500;

    private JsonBytes bytes = new JsonBytes(FIRST_BYTES);
    private List<Acknowledgement> acknowledgements = new ArrayList<>();
    private int roomyFor;

    void add(byte[] record, int from, int to, Acknowledgement acknowledgement) {
        // Room first: without memory nothing has changed, and a newline alone makes no large array grow.
        bytes.reserve(to - from + 1);
        acknowledgements.add(acknowledgement);
        bytes.raw(record, from, to).raw("\n");
    }

    /** Takes over everything of another batch, which is empty afterwards. */
    void take(AppendBatch other) {
        if (isEmpty() && bytes.array().length < other.size()) {
            JsonBytes free = bytes;
            bytes = other.bytes;
            other.bytes = free;
        } else {
            bytes.raw(other.bytes);
        }
        acknowledgements.addAll(other.acknowledgements);
        other.clear();
    }

    /**
     * Keeps the array that a busy file needs: to let it grow anew for each batch is dear, and arrays of that size are what garbage
     * collectors like least. One that a burst has left, and that has been mostly empty for long, is let go.
     */
    void clear() {
        boolean roomy = bytes.array().length > FIRST_BYTES && bytes.size() < bytes.array().length / 4;
        roomyFor = roomy ? roomyFor + 1 : 0;
        if (roomyFor > PATIENCE) {
            bytes = new JsonBytes(FIRST_BYTES);
            roomyFor = 0;
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
