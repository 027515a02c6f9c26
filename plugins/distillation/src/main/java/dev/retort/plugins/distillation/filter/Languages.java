package dev.retort.plugins.distillation.filter;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a text is in a language: by its script where that is enough, else by the small words that every sentence of a language
 * holds, of which {@link SmallWords} has a list for each. Not a judge of short or mixed texts: what cannot be told is let pass.
 */
final class Languages {

    /** Code is in English whatever the text around it is in; so are addresses. */
    private static final Pattern NO_PROSE =
            Pattern.compile("```.*?(?:```|\\z)|`[^`\\n]*+`|https?://\\S++", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]++(?:['’][\\p{L}\\p{M}]++)?");

    /** Fewer letters than these tell nothing. */
    private static final int FEWEST_LETTERS = 20;

    private static final int FEWEST_SMALL_WORDS = 3;
    /** The share of small words among the words of running text is some 30 to 50 %. */
    private static final double SMALL_WORDS_SHARE = 0.08;
    /** How close to the best another language may come and still be the one: Danish and Norwegian share most small words. */
    private static final double CLOSE = 0.75;

    private static final Map<UnicodeScript, String> BY_SCRIPT = Map.ofEntries(
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.DEVANAGARI, "hi"),
            Map.entry(UnicodeScript.BENGALI, "bn"),
            Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"),
            Map.entry(UnicodeScript.ARMENIAN, "hy"));

    private Languages() {}

    /** The codes that can be asked for. */
    static SortedSet<String> known() {
        SortedSet<String> known = new TreeSet<>(BY_SCRIPT.values());
        known.add("zh");
        known.add("ja");
        known.addAll(SmallWords.languages());
        return known;
    }

    /** Whether a code, in any case and with or without a region, can be asked for. */
    static boolean isKnown(String code) {
        return known().contains(plain(code));
    }

    /** What a text is in, when that is certainly not the language of the code; empty when it is, or when it cannot be told. */
    static Optional<String> unlike(String text, String code) {
        String wanted = plain(code);
        String prose = NO_PROSE.matcher(text).replaceAll(" ");
        Map<UnicodeScript, Integer> letters = letters(prose);
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        if (all < FEWEST_LETTERS) {
            return Optional.empty();
        }
        int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0) + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
        letters.keySet().removeAll(List.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA));
        letters.merge(UnicodeScript.HAN, kana, Integer::sum);
        UnicodeScript main = letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        if (main == UnicodeScript.HAN) {
            // Japanese prose is about half kana; a Chinese text may quote a word of it.
            String found = 10 * kana > letters.getOrDefault(main, 0) ? "ja" : "zh";
            return found.equals(wanted) ? Optional.empty() : Optional.of(found);
        }
        String byScript = BY_SCRIPT.get(main);
        if (byScript != null) {
            return byScript.equals(wanted) ? Optional.empty() : Optional.of(byScript);
        }
        return bySmallWords(prose, wanted, main);
    }

    private static Optional<String> bySmallWords(String prose, String wanted, UnicodeScript main) {
        Map<String, Integer> hits = new HashMap<>();
        int words = 0;
        Matcher word = WORD.matcher(prose);
        while (word.find()) {
            words++;
            for (String language : SmallWords.languagesOf(word.group().toLowerCase(Locale.ROOT))) {
                hits.merge(language, 1, Integer::sum);
            }
        }
        boolean possible = SmallWords.script(wanted).filter(main::equals).isPresent();
        Map.Entry<String, Integer> best = hits.entrySet().stream()
                .filter(entry ->
                        SmallWords.script(entry.getKey()).filter(main::equals).isPresent())
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElse(Map.entry("", 0));
        boolean told = best.getValue() >= FEWEST_SMALL_WORDS && best.getValue() >= SMALL_WORDS_SHARE * words;
        if (!told) {
            return possible ? Optional.empty() : Optional.of("a text in " + scriptName(main) + " letters");
        }
        return hits.getOrDefault(wanted, 0) >= CLOSE * best.getValue() ? Optional.empty() : Optional.of(best.getKey());
    }

    /** How many letters of each script; a character that stands for a syllable or a word counts as three. */
    private static Map<UnicodeScript, Integer> letters(String text) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(point -> {
            UnicodeScript script = UnicodeScript.of(point);
            boolean dense = script == UnicodeScript.HAN
                    || script == UnicodeScript.HIRAGANA
                    || script == UnicodeScript.KATAKANA
                    || script == UnicodeScript.HANGUL;
            if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
                letters.merge(script, dense ? 3 : 1, Integer::sum);
            }
        });
        return letters;
    }

    private static String scriptName(UnicodeScript script) {
        String name = script.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** {@code zh} of {@code zh-CN}, {@code ZH_Hans}. */
    private static String plain(String code) {
        String lower = code.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
            end++;
        }
        return lower.substring(0, end);
    }
}
