package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonRecord;
import dev.retort.plugins.distillation.image.ImageException;
import dev.retort.plugins.distillation.image.ImageFetcher;
import dev.retort.plugins.distillation.image.ImageLoader;
import dev.retort.plugins.distillation.image.ImageRef;
import dev.retort.plugins.distillation.image.ImageRoom;
import dev.retort.plugins.distillation.image.ImageRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Prompts with the images that a record names. What the endpoint fetches itself stays a URL. */
final class ImagePrompts implements PromptSource {

    private final ImagesSection section;
    private final MessageSource messages;
    private final Optional<ImageMember> member;
    private final ImageParts parts;
    private final UnaryOperator<Path> resolve;
    private final ImageLoader loader;

    ImagePrompts(ImagesSection section, MessageSource messages, UnaryOperator<Path> resolve) {
        this.section = section;
        this.messages = messages;
        this.member = section.memberToRead().map(name -> new ImageMember(name, section.required()));
        this.parts = new ImageParts(section.detail());
        this.resolve = section.root().isPresent() ? resolve.apply(section.root().get())::resolve : resolve;
        this.loader = new ImageLoader(
                new ImageRules(section.maxBytes(), section.minSide(), section.maxSide(), section.resize()),
                ImageRoom.ofHeap(),
                new ImageFetcher(section.fetchTimeout()));
    }

    @Override
    public Prompt of(JsonRecord record) throws UnusableException {
        Messages kept = messages.messages(record);
        List<String> named = member.isPresent() ? member.get().of(record) : List.of();
        if (named.isEmpty() && !section.inMessages()) {
            return new TextPrompt(kept);
        }
        ImageParts.With with =
                named.isEmpty() ? new ImageParts.With(kept, kept.to(), kept.to()) : parts.into(kept, named);
        List<ImagePrompt.Slot> slots = new ArrayList<>();
        for (Turns.ImageUrl url : Turns.imageUrlsOf(with.messages())) {
            boolean ours = url.from() >= with.from() && url.to() <= with.to();
            if (ours || section.inMessages()) {
                slot(url, slots);
            }
        }
        if (slots.isEmpty()
                && named.isEmpty()
                && section.required()
                && Turns.imageUrls(kept).isEmpty()) {
            throw new UnusableException(
                    "image_missing",
                    "no message holds an image; input.images.required: false sends such records as text");
        }
        return ImagePrompt.of(with.messages(), slots, loader);
    }

    private void slot(Turns.ImageUrl url, List<ImagePrompt.Slot> slots) throws UnusableException {
        try {
            ImageRef ref = ImageRef.of(url.text(), resolve);
            if (!(ref instanceof ImageRef.OnTheWeb) || section.fetchUrls()) {
                slots.add(new ImagePrompt.Slot(url.from(), url.to(), ref));
            }
        } catch (ImageException e) {
            throw new UnusableException(e.type(), e.reason());
        }
    }

    @Override
    public void close() {
        loader.close();
    }
}
