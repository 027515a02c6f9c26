package dev.retort.core.secret;

/** Finds an escape at the end of a text of which more is to come. */
final class OpenEscape {

    private OpenEscape() {}

    /** The length of the text without an escape at its end that is not whole yet. */
    static int completeUpTo(String text) {
        int end = text.length();
        int slash = text.lastIndexOf('\\');
        int first = slash;
        while (first > 0 && text.charAt(first - 1) == '\\') {
            first--;
        }
        if (slash >= 0) {
            boolean unicode = slash + 1 < end && text.charAt(slash + 1) == 'u';
            if (slash + 1 == end || (unicode && slash + View.JSON_UNICODE > end)) {
                end = first;
            }
        }
        int entity = text.lastIndexOf('&');
        if (entity >= 0 && text.length() - entity < View.LONGEST_ENTITY && text.indexOf(';', entity) < 0) {
            end = Math.min(end, entity);
        }
        int percent = text.lastIndexOf('%');
        if (percent >= 0 && percent + View.PERCENT > text.length()) {
            end = Math.min(end, percent);
        }
        // A lead byte whose continuation bytes have not come: at most three triples.
        for (int at = Math.max(0, end - 3 * View.PERCENT); at + View.PERCENT <= end; at++) {
            if (text.charAt(at) == '%') {
                int high = Character.digit(text.charAt(at + 1), 16);
                int low = Character.digit(text.charAt(at + 2), 16);
                int octet = (high << 4) | low;
                if (high >= 0
                        && low >= 0
                        && octet >= View.LEAD_BYTE
                        && at + (View.continuations(octet) + 1) * View.PERCENT > end) {
                    return at;
                }
            }
        }
        return end;
    }
}
