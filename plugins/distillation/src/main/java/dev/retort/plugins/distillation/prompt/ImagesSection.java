package dev.retort.plugins.distillation.prompt;

import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.OneOf;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The {@code input.images} section: which images go along with a record, and what an endpoint accepts. */
@Description(
        "Images that go along with the last user message, its text first. PNG, JPEG, WEBP and still GIF are sent as they are, told"
                + " apart by their content; a record whose image cannot be sent fails alone.")
public record ImagesSection(
        @Description(
                        "The member that names the images: a path, a URL or a data URI, a list of them, or objects with a path, url or"
                                + " image. When not set: images, unless in_messages is true.")
                @Example("image")
                Optional<String> member,
        @Description("Also load the image_url parts of a record's messages that name a path or a file:// URL.")
                @Default("false")
                boolean inMessages,
        @Description("Whether a record without an image fails; with false it is sent as text.") @Default("true")
                boolean required,
        @Description("Where relative paths start; the working directory when not set.") @Example("examples/images")
                Optional<Path> root,
        @Description("How closely the model looks; not sent when not set.") @OneOf({"auto", "low", "high"})
                Optional<String> detail,
        @Description("The largest image, in bytes, before base64 makes a third more of it.")
                @Default("10485760")
                @Range(min = 1_024, max = 104_857_600)
                int maxBytes,
        @Description("The least width and height, in pixels.") @Default("11") @Range(min = 1, max = 10_000) int minSide,
        @Description("The greatest width and height, in pixels.") @Default("8000") @Range(min = 16, max = 65_535)
                int maxSide,
        @Description(
                        "Scale down what is larger than max_side or max_bytes, instead of failing its record. WEBP cannot be scaled.")
                @Default("false")
                boolean resize,
        @Description(
                        "Fetch http and https images and send their bytes; with false the endpoint gets the URL. Until it is fetched an"
                                + " image counts as large as max_bytes allows, so a lower max_bytes lets more of them go at once.")
                @Default("false")
                boolean fetchUrls,
        @Description("How long fetching one image may take, in seconds.")
                @Default("30")
                @Range(min = 0.1, max = 3_600)
                @Seconds
                Duration fetchTimeout) {

    public ImagesSection {
        if (member.isPresent() && member.get().isBlank()) {
            throw new IllegalArgumentException("'member' must not be empty");
        }
        if (minSide >= maxSide) {
            throw new IllegalArgumentException("'min_side' must be less than 'max_side'");
        }
    }

    /** The member to look for; empty when only the messages name images. */
    Optional<String> memberToRead() {
        return member.isPresent() || inMessages ? member : Optional.of("images");
    }
}
