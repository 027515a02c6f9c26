package dev.retort.core.secret;

import dev.retort.spi.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the values of secrets in text by {@code ***}: as they are, in base64 (both alphabets, wherever in the encoded text
 * they stand), in hex, and in any mixture with JSON escapes ({@code \}{@code u0041}, {@code \/}), percent-encoding or HTML entities, also
 * with one laid over another.
 *
 * <p>A value of fewer than {@value #SHORTEST} characters is not masked, for it would blot out ordinary words; {@link #tooShort()}
 * names those. Immutable and safe for use by many threads.
 */
public final class Masker {

    /** The fewest characters of a value that is masked. */
    public static final int SHORTEST = 4;

    static final String MASK = "***";

    private static final Masker NONE = new Masker(new PatternSet(List.of()), List.of(), false);

    private final PatternSet patterns;
    private final List<String> tooShort;
    private final boolean spansLines;

    private Masker(PatternSet patterns, List<String> tooShort, boolean spansLines) {
        this.patterns = patterns;
        this.tooShort = tooShort;
        this.spansLines = spansLines;
    }

    /** A masker that knows no secret. */
    public static Masker none() {
        return NONE;
    }

    /** A masker for the values of these secrets; those that are not set are left out. */
    public static Masker of(Collection<Secret> secrets) {
        List<String> values = new ArrayList<>();
        List<String> tooShort = new ArrayList<>();
        boolean spansLines = false; // no streams here: every command pays for what this loads
        for (Secret secret : secrets) {
            if (!secret.isSet() || secret.reveal().isBlank()) {
                continue;
            }
            if (secret.reveal().strip().length() < SHORTEST) {
                tooShort.add(secret.name());
            } else {
                values.add(secret.reveal());
                spansLines |= secret.reveal().strip().indexOf('\n') >= 0;
            }
        }
        return new Masker(new PatternSet(Spellings.of(values)), List.copyOf(tooShort), spansLines);
    }

    /** The names of secrets whose values are too short to be masked; the user should be warned of them. */
    public List<String> tooShort() {
        return tooShort;
    }

    /** The text with every value replaced. */
    public String mask(String text) {
        if (patterns.isEmpty() || text.length() < SHORTEST) {
            return text;
        }
        Marks marks = find(text);
        return marks.isEmpty() ? text : marks.replaceIn(text, MASK);
    }

    /** The stack trace of a throwable with its causes and suppressed throwables, as {@code printStackTrace} writes it. */
    public String trace(Throwable failure) {
        return mask(Traces.of(failure));
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether some secret has a line break in it, so that a line alone does not show it. */
    boolean spansLines() {
        return spansLines;
    }

    Marks find(String text) {
        Marks marks = new Marks();
        for (View view : views(text)) {
            patterns.find(view, marks);
        }
        return marks;
    }

    /** Where a secret may begin that the text does not show whole: from there on it is kept back until more is known. */
    int openFrom(String text) {
        int complete = OpenEscape.completeUpTo(text);
        int open = complete;
        for (View view : views(text.substring(0, complete))) {
            open = Math.min(open, patterns.openFrom(view));
        }
        return find(text).startOfMarkAround(open);
    }

    /** The text itself, and as it reads with escapes undone, one kind or two laid over each other. */
    private static List<View> views(String text) {
        List<View> views = new ArrayList<>(4);
        View plain = View.of(text);
        views.add(plain);
        addUndone(views, plain);
        if (views.size() > 1) {
            for (View once : List.copyOf(views.subList(1, views.size()))) {
                addUndone(views, once);
            }
        }
        return views;
    }

    private static void addUndone(List<View> views, View from) {
        add(views, from.withoutJsonEscapes());
        add(views, from.withoutPercentEscapes());
        add(views, from.withoutHtmlEntities());
    }

    private static void add(List<View> views, @Nullable View view) {
        if (view != null) {
            views.add(view);
        }
    }
}
