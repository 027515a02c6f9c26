package dev.retort.plugins.distillation.prompt;

import java.util.List;

/** Messages that need nothing more. What is shown of them is looked up when asked for: most outputs never do. */
record TextPrompt(Messages kept) implements Prompt {

    @Override
    public long weight() {
        return kept.length();
    }

    @Override
    public boolean readsFiles() {
        return false;
    }

    @Override
    public Messages load() {
        return kept;
    }

    @Override
    public String text() {
        return Turns.lastUserText(kept);
    }

    @Override
    public List<String> images() {
        return Turns.imageUrls(kept);
    }
}
