package dev.retort.core.secret;

import dev.retort.core.secret.Spellings.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many spellings in one pass: the first four characters at each place are looked up in a small bit table, which nearly
 * always says no; only then are the spellings that begin so compared.
 */
final class PatternSet {

    private static final int PREFIX = Masker.SHORTEST;
    private static final int TABLE_BITS = 16;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long[] table = new long[(1 << TABLE_BITS) / Long.SIZE];
    private final Map<Long, List<Spelling>> byPrefix = new HashMap<>();
    private final List<Spelling> all;
    private final int longest;

    PatternSet(Collection<Spelling> spellings) {
        all = List.copyOf(spellings);
        int most = 0;
        for (Spelling spelling : all) {
            long key = 0;
            for (int i = 0; i < PREFIX; i++) {
                key = (key << Character.SIZE) | spelling.text().charAt(i);
            }
            int slot = slot(key);
            table[slot >>> 6] |= 1L << slot;
            List<Spelling> alike = byPrefix.get(key);
            if (alike == null) {
                alike = new ArrayList<>(1);
                byPrefix.put(key, alike);
            }
            insert(alike, spelling);
            most = Math.max(most, spelling.text().length());
        }
        longest = most;
    }

    /** The longest first. */
    private static void insert(List<Spelling> alike, Spelling spelling) {
        int at = 0;
        while (at < alike.size()
                && alike.get(at).text().length() >= spelling.text().length()) {
            at++;
        }
        alike.add(at, spelling);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void find(View view, Marks marks) {
        long key = 0;
        for (int i = 0; i < view.length(); i++) {
            key = (key << Character.SIZE) | view.at(i);
            int slot = slot(key);
            if (i >= PREFIX - 1 && (table[slot >>> 6] & (1L << slot)) != 0) {
                List<Spelling> candidates = byPrefix.get(key);
                if (candidates != null) {
                    compare(view, i - PREFIX + 1, candidates, marks);
                }
            }
        }
    }

    private static void compare(View view, int at, List<Spelling> candidates, Marks marks) {
        for (Spelling spelling : candidates) {
            int length = spelling.text().length();
            if (at + length <= view.length() && agrees(view, at, spelling.text(), length)) {
                int start = at;
                int end = at + length;
                if (spelling.base64()) {
                    start = start > 0 && isBase64(view.at(start - 1)) ? start - 1 : start;
                    end = end < view.length() && isBase64(view.at(end)) ? end + 1 : end;
                    while (end < view.length() && view.at(end) == '=') {
                        end++;
                    }
                }
                marks.add(view.original(start), view.original(end));
                return; // the longest
            }
        }
    }

    /** The first place from which the end of the text could be the beginning of a spelling, in the original. */
    int openFrom(View view) {
        for (int at = Math.max(0, view.length() - longest); at < view.length(); at++) {
            int rest = view.length() - at;
            for (Spelling spelling : all) {
                if (rest <= spelling.text().length() && agrees(view, at, spelling.text(), rest)) {
                    return view.original(spelling.base64() && at > 0 ? at - 1 : at);
                }
            }
        }
        return view.original(view.length());
    }

    private static boolean agrees(View view, int at, String text, int length) {
        for (int i = 0; i < length; i++) {
            if (view.at(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+/-_".indexOf(c) >= 0;
    }

    private static int slot(long key) {
        return (int) ((key * GOLDEN) >>> (Long.SIZE - TABLE_BITS));
    }
}
