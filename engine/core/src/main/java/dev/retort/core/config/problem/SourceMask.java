package dev.retort.core.config.problem;

import java.util.List;

/**
 * Decides which characters of a source line are shown as {@code ***}: where a secret is known to stand, what follows a key that
 * sounds like a credential, and whatever has the form of a token. It works on the bare text of the line too, since after a syntax
 * error nothing else is known.
 */
final class SourceMask {

    private final List<Place> hidden;

    SourceMask(List<Place> hidden) {
        this.hidden = hidden;
    }

    /** One flag for each code point of the line. */
    boolean[] of(SourceText source, int number) {
        int[] line = Columns.points(source.line(number));
        boolean[] mask = new boolean[line.length];
        for (Place secret : hidden) {
            if (secret instanceof Place.InFile place
                    && place.source() == source
                    && place.line() <= number
                    && number <= place.endLine()) {
                int from = place.line() == number ? place.column() - 1 : 0;
                int to = place.endLine() == number ? place.endColumn() - 1 : line.length;
                fill(mask, from, to);
            }
        }
        if (continuesCredential(source, number)) {
            int from = indent(line);
            fill(
                    mask,
                    from + 1 < line.length && line[from] == '-' && line[from + 1] == ' ' ? from + 2 : from,
                    line.length);
        }
        maskWords(line, mask);
        return mask;
    }

    private static void fill(boolean[] mask, int from, int to) {
        for (int i = from; i < Math.min(to, mask.length); i++) {
            mask[i] = true;
        }
    }

    private static void maskWords(int[] line, boolean[] mask) {
        int i = 0;
        while (i < line.length) {
            if (!isWord(line[i])) {
                i++;
                continue;
            }
            int start = i;
            while (i < line.length && isWord(line[i])) {
                i++;
            }
            String word = new String(line, start, i - start);
            if (CredentialNames.isToken(word)) {
                fill(mask, start, i);
            } else if ((word.equals("Bearer") || word.equals("Basic")) && i < line.length && line[i] == ' ') {
                fill(mask, skipBlanks(line, i), line.length);
                return;
            } else if (CredentialNames.isKey(word) && !isInReference(line, start)) {
                i = maskValue(line, mask, i);
            }
        }
    }

    /** Masks what follows {@code key:} or {@code key=}, unless it is a reference or begins something nested. */
    private static int maskValue(int[] line, boolean[] mask, int behindKey) {
        int i = skipBlanks(line, behindKey < line.length && isQuote(line[behindKey]) ? behindKey + 1 : behindKey);
        if (i >= line.length || (line[i] != ':' && line[i] != '=')) {
            return behindKey;
        }
        i = skipBlanks(line, i + 1);
        if (i >= line.length || line[i] == '{' || line[i] == '#' || isReference(line, i)) {
            return i;
        }
        int end = line.length;
        if (line[i] == '[') {
            i++;
            end = i;
            while (end < line.length && line[end] != ']') {
                end++;
            }
        } else if (isQuote(line[i])) {
            int close = i + 1;
            while (close < line.length && line[close] != line[i]) {
                close++;
            }
            end = Math.min(line.length, close + 1);
        }
        fill(mask, i, end);
        return end;
    }

    private static boolean isInReference(int[] line, int start) {
        return start >= 2 && line[start - 1] == '{' && line[start - 2] == '$';
    }

    private static boolean isReference(int[] line, int from) {
        int i = isQuote(line[from]) ? from + 1 : from;
        if (i + 2 >= line.length || line[i] != '$' || line[i + 1] != '{') {
            return false;
        }
        while (i < line.length && line[i] != '}') {
            i++;
        }
        i++;
        return i >= line.length || isQuote(line[i]) || line[i] == ' ' || line[i] == ',' || line[i] == '}';
    }

    /** Whether the line belongs to a text that began on a line above, behind a key that sounds like a credential. */
    private static boolean continuesCredential(SourceText source, int number) {
        String line = source.line(number);
        int[] points = Columns.points(line);
        int start = indent(points);
        boolean item = line.startsWith("- ", start);
        int content = item ? skipBlanks(points, start + 1) : start;
        if (content >= points.length || isReference(points, content)) {
            return false;
        }
        int indent = item ? start + 1 : start;
        for (int above = number - 1; above >= Math.max(1, number - 50); above--) {
            String candidate = source.line(above);
            if (candidate.isBlank() || indent(Columns.points(candidate)) >= indent) {
                continue;
            }
            int colon = candidate.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = candidate.substring(0, colon).strip();
            String rest = candidate.substring(colon + 1).strip();
            boolean section = rest.isEmpty() && line.indexOf(':') >= 0;
            return CredentialNames.isKey(key) && !section && !rest.startsWith("{");
        }
        return false;
    }

    private static int indent(int[] line) {
        return skipBlanks(line, 0);
    }

    private static int skipBlanks(int[] line, int from) {
        int i = from;
        while (i < line.length && (line[i] == ' ' || line[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'';
    }

    private static boolean isWord(int c) {
        return c == '_' || c == '-' || c == '.' || Character.isLetterOrDigit(c);
    }
}
