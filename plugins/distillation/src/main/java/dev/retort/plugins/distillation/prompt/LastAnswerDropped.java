package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonRecord;
import java.util.List;

/** Messages without the assistant's at their end, so that the last question is answered anew. */
record LastAnswerDropped(MessageSource inner) implements MessageSource {

    @Override
    public Messages messages(JsonRecord line) throws UnusableException {
        Messages all = inner.messages(line);
        List<JsonRecord> turns = Turns.of(all);
        int kept = turns.size();
        while (kept > 0 && Turns.role(turns.get(kept - 1)).equals("assistant")) {
            kept--;
        }
        if (kept == 0) {
            throw new UnusableException("no_messages", "every message is the assistant's, and drop_last_answer is set");
        }
        if (kept == turns.size()) {
            return all;
        }
        JsonBytes out = new JsonBytes(all.length());
        out.raw(all.source(), all.from(), turns.get(kept - 1).to());
        return Messages.of(out.raw("]").toByteArray());
    }
}
