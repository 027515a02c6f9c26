package dev.retort.plugins.distillation.filter;

import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Range;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The {@code distillation.filters} section. */
@Description(
        "What an answer must be like. One that is not goes to <input stem>_rejected.jsonl with the reason; it is paid for and not"
                + " asked for again. Looked at is the first choice, without reasoning.")
public record FilterSection(
        @Description("How an answer may end; in any way when not set.") @Default("[]") @Example("[stop]")
                List<String> finishReason,
        @Description("The fewest characters.") @Range(min = 1) @Example("20") Optional<Integer> minChars,
        @Description("The most characters.") @Range(min = 1) Optional<Integer> maxChars,
        @Description(
                        "A regular expression of Java that must be found in the answer; ^ and $ tie it to the start and the end.")
                @Example("\\\\boxed")
                Optional<String> matches,
        @Description("A regular expression of Java that must not be found in the answer.")
                @Example("(?i)as an AI language model")
                Optional<String> notMatches,
        @Description("Whether the answer as a whole must be JSON, without a fence around it.") @Default("false")
                boolean json,
        @Description(
                        "The language that the answer must be in, as a code such as en or zh. A text too short to tell, or mostly code,"
                                + " passes.")
                @Example("en")
                Optional<String> language,
        @Description("The member of the record that holds the code of the language; a record without it passes.")
                @Example("lang")
                Optional<String> languageMember) {

    public FilterSection {
        finishReason = List.copyOf(finishReason);
        if (minChars.isPresent() && maxChars.isPresent() && minChars.get() > maxChars.get()) {
            throw new IllegalArgumentException(
                    "'min_chars' is " + minChars.get() + ", more than 'max_chars', which is " + maxChars.get());
        }
        matches.ifPresent(regex -> compile("matches", regex));
        notMatches.ifPresent(regex -> compile("not_matches", regex));
        if (language.isPresent() && languageMember.isPresent()) {
            throw new IllegalArgumentException("'language' and 'language_member' exclude each other; keep one of them");
        }
        if (language.isPresent() && !Languages.isKnown(language.get())) {
            throw new IllegalArgumentException("'language: " + language.get() + "' cannot be told; these can: "
                    + String.join(", ", Languages.known()));
        }
    }

    static Pattern compile(String key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            int at = e.getIndex();
            throw new IllegalArgumentException(
                    "'" + key + "' is no regular expression: " + e.getDescription()
                            + (at < 0 ? "" : " at character " + (at + 1)) + " of " + regex,
                    e);
        }
    }
}
