package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonRecord;

/** One message of the user's, made by a template. */
record TemplateMessages(Template prompt) implements MessageSource {

    @Override
    public Messages messages(JsonRecord line) throws UnusableException {
        String text = prompt.render(line);
        if (text.isBlank()) {
            throw new UnusableException("empty_prompt", "the template gives nothing but blanks for this record");
        }
        JsonBytes out = new JsonBytes(text.length() + 64);
        out.raw("[{\"role\":\"user\",\"content\":").string(text).raw("}]");
        return Messages.of(out.toByteArray());
    }
}
