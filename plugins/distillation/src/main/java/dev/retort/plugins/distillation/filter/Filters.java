package dev.retort.plugins.distillation.filter;

import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import dev.retort.model.Choice;
import dev.retort.plugins.distillation.result.AnswerText;
import dev.retort.plugins.distillation.result.Answered;
import dev.retort.plugins.distillation.result.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of each answer whether it is wanted. Safe for use by many threads. */
public final class Filters {

    private static final MemberNames VALUE = MemberNames.of("");

    private final FilterSection section;
    private final @Nullable BoundedPattern matches;
    private final @Nullable BoundedPattern notMatches;
    private final @Nullable MemberNames languageMember;

    private Filters(FilterSection section) {
        this.section = section;
        this.matches = section.matches()
                .map(regex -> new BoundedPattern(FilterSection.compile("matches", regex)))
                .orElse(null);
        this.notMatches = section.notMatches()
                .map(regex -> new BoundedPattern(FilterSection.compile("not_matches", regex)))
                .orElse(null);
        this.languageMember =
                section.languageMember().map(name -> MemberNames.of(name)).orElse(null);
    }

    /** Filters that let through what the section wants. */
    public static Filters of(FilterSection section) {
        return new Filters(section);
    }

    /** Why an answer is not wanted: the first reason in the order of the section; none when it is. */
    public Optional<Rejection> check(Answered answered) {
        Choice choice = answered.answer().reply().first();
        String finish = choice.finishReason();
        if (!section.finishReason().isEmpty()
                && (finish == null || !section.finishReason().contains(finish))) {
            return rejected(
                    "finish_reason",
                    "expected %s, found %s",
                    String.join(" or ", section.finishReason()),
                    finish == null ? "none" : finish);
        }
        String text = AnswerText.of(choice);
        return length(text)
                .or(() -> pattern(text))
                .or(() -> section.json() && !isJson(text)
                        ? rejected("not_json", "the answer as a whole is no JSON: %s", start(text))
                        : Optional.empty())
                .or(() -> language(answered, text));
    }

    private Optional<Rejection> length(String text) {
        int length = text.codePointCount(0, text.length());
        if (section.minChars().isPresent() && length < section.minChars().get()) {
            return rejected(
                    "too_short",
                    "expected at least %,d characters, found %,d",
                    section.minChars().get(),
                    length);
        }
        if (section.maxChars().isPresent() && length > section.maxChars().get()) {
            return rejected(
                    "too_long",
                    "expected at most %,d characters, found %,d",
                    section.maxChars().get(),
                    length);
        }
        return Optional.empty();
    }

    private Optional<Rejection> pattern(String text) {
        try {
            if (matches != null && !matches.isFoundIn(text)) {
                return rejected("no_match", "'matches' is not found: %s", matches);
            }
            if (notMatches != null && notMatches.isFoundIn(text)) {
                return rejected("match", "'not_matches' is found: %s", notMatches);
            }
            return Optional.empty();
        } catch (CostlyPatternException e) {
            return rejected("pattern_too_costly", "%s", e.getMessage());
        }
    }

    /** One JSON value and nothing else; it is looked at as the only member of an object. */
    private static boolean isJson(String text) {
        byte[] object = ("{\"\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        try {
            JsonRecord record = JsonRecord.parse(object, VALUE);
            return new String(object, record.valueTo(0), object.length - 1 - record.valueTo(0), StandardCharsets.UTF_8)
                    .isBlank();
        } catch (JsonRecordException e) {
            return false;
        }
    }

    private Optional<Rejection> language(Answered answered, String text) {
        Optional<String> wanted = languageMember == null ? section.language() : ofRecord(answered.record());
        return wanted.filter(Languages::isKnown)
                .flatMap(code -> Languages.unlike(text, code))
                .flatMap(found -> rejected("wrong_language", "expected %s, found %s", wanted.orElse(""), found));
    }

    private Optional<String> ofRecord(JsonRecord record) {
        try {
            JsonRecord again = JsonRecord.parse(
                    record.bytes(), record.from(), record.to(), Objects.requireNonNull(languageMember));
            return again.has(0) && again.kind(0) == JsonKind.STRING ? Optional.of(again.text(0)) : Optional.empty();
        } catch (JsonRecordException e) {
            return Optional.empty(); // the member is there twice: nobody can tell which one counts
        }
    }

    private static String start(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static Optional<Rejection> rejected(String type, String format, @Nullable Object... values) {
        return Optional.of(new Rejection(type, String.format(Locale.ROOT, format, values)));
    }
}
