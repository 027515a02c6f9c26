package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonRecord;

/** Messages with a system message before them, unless they begin with one of their own. */
record SystemFirst(Template system, MessageSource inner) implements MessageSource {

    @Override
    public Messages messages(JsonRecord line) throws UnusableException {
        Messages rest = inner.messages(line);
        String role = Turns.role(Turns.of(rest).get(0));
        if (role.equals("system") || role.equals("developer")) {
            return rest;
        }
        String text = system.render(line);
        if (text.isBlank()) {
            return rest;
        }
        JsonBytes out = new JsonBytes(rest.length() + text.length() + 64);
        out.raw("[{\"role\":\"system\",\"content\":").string(text).raw("},");
        return Messages.of(out.raw(rest.source(), rest.from() + 1, rest.to()).toByteArray());
    }
}
