package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonBytes;
import dev.retort.plugins.distillation.image.ImageException;
import dev.retort.plugins.distillation.image.ImageLoader;
import dev.retort.plugins.distillation.image.ImageRef;
import dev.retort.plugins.distillation.image.SendableImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages some of whose images must be read before they are sent.
 *
 * @param kept with the names of the images
 * @param slots where they stand in it, in order
 * @param weight of what is sent
 */
record ImagePrompt(Messages kept, List<Slot> slots, ImageLoader loader, long weight) implements Prompt {

    private static final long LONGEST = 1L << 30;

    /**
     * The JSON string that names an image.
     *
     * @param from of its opening quote
     * @param to behind its closing quote
     */
    record Slot(int from, int to, ImageRef image) {}

    ImagePrompt {
        slots = List.copyOf(slots);
    }

    static Prompt of(Messages kept, List<Slot> slots, ImageLoader loader) {
        if (slots.isEmpty()) {
            return new TextPrompt(kept);
        }
        long weight = kept.length();
        for (Slot slot : slots) {
            weight += loader.weight(slot.image());
        }
        return new ImagePrompt(kept, slots, loader, weight);
    }

    @Override
    public boolean readsFiles() {
        return true;
    }

    @Override
    public Messages load() throws UnusableException, IOException {
        List<SendableImage> images = new ArrayList<>();
        long length = kept.length();
        for (Slot slot : slots) {
            SendableImage image = load(slot);
            images.add(image);
            length += image.written();
        }
        if (length > LONGEST) {
            throw new UnusableException(
                    "image_too_large",
                    "the " + images.size() + " images of the record make a request of more than 1 GiB");
        }
        JsonBytes out = new JsonBytes((int) length);
        int at = kept.from();
        for (int i = 0; i < images.size(); i++) {
            out.raw(kept.source(), at, slots.get(i).from());
            images.get(i).writeTo(out);
            at = slots.get(i).to();
        }
        out.raw(kept.source(), at, kept.to());
        return new Messages(out.array(), 0, out.size());
    }

    private SendableImage load(Slot slot) throws UnusableException, IOException {
        try {
            return loader.load(slot.image());
        } catch (ImageException e) {
            throw new UnusableException(e.type(), e.reason());
        }
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
