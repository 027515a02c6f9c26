package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonElements;
import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import java.util.ArrayList;
import java.util.List;

/** Reads how a member of a record names images. */
final class ImageMember {

    private static final MemberNames PLACES = MemberNames.of("path", "url", "image");

    private final MemberNames names;
    private final boolean required;

    ImageMember(String member, boolean required) {
        this.names = MemberNames.of(member);
        this.required = required;
    }

    /**
     * The images of a record, as it names them.
     *
     * @throws UnusableException when there is none although there must be one, or it cannot be understood
     */
    List<String> of(JsonRecord line) throws UnusableException {
        List<String> images = new ArrayList<>();
        try {
            JsonRecord record = JsonRecord.parse(line.bytes(), line.from(), line.to(), names);
            if (record.has(0) && record.kind(0) == JsonKind.ARRAY) {
                JsonElements elements = new JsonElements(record.bytes(), record.valueFrom(0));
                while (elements.next()) {
                    images.add(one(line.bytes(), elements.from(), elements.to(), elements.kind(), elements.text()));
                }
            } else if (record.has(0) && record.kind(0) != JsonKind.NULL) {
                images.add(one(line.bytes(), record.valueFrom(0), record.valueTo(0), record.kind(0), record.text(0)));
            }
            if (images.isEmpty() && required) {
                throw new UnusableException(
                        "image_missing",
                        (record.has(0)
                                        ? "'" + names.name(0) + "' holds no image"
                                        : "the record has no member '" + names.name(0) + "'")
                                + "; input.images.required: false sends such records as text");
            }
        } catch (JsonRecordException e) {
            throw new UnusableException(e.reason().code(), "'" + names.name(0) + "': " + e.problem());
        }
        return images;
    }

    private String one(byte[] bytes, int from, int to, JsonKind kind, String text)
            throws UnusableException, JsonRecordException {
        if (kind == JsonKind.STRING) {
            return text;
        }
        if (kind == JsonKind.OBJECT) {
            JsonRecord image = JsonRecord.parse(bytes, from, to, PLACES);
            for (int place = 0; place < PLACES.size(); place++) {
                if (image.has(place) && image.kind(place) == JsonKind.STRING) {
                    return image.text(place);
                }
            }
        }
        throw new UnusableException(
                "bad_images",
                "'" + names.name(0)
                        + "' must name images by paths, URLs or data URIs, or by objects with a path, url or image;"
                        + " found " + kind.phrase());
    }
}
