package dev.retort.core.config.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * The known name closest to the one given: the same but for case, {@code -} and {@code _}; else the one with the fewest edits,
     * at most one for three characters; else a longer one that begins with it or ends in it.
     */
    public static Optional<String> to(String given, Iterable<String> known) {
        String folded = folded(given);
        String best = null;
        int fewest = Math.max(1, folded.length() / 3) + 1;
        for (String name : known) {
            String candidate = folded(name);
            int edits = candidate.equals(folded) ? 0 : distance(folded, candidate, fewest);
            if (edits < fewest) {
                best = name;
                fewest = edits;
            }
        }
        return Optional.ofNullable(best != null ? best : extended(folded, known));
    }

    private static @Nullable String extended(String folded, Iterable<String> known) {
        if (folded.length() < 4) {
            return null;
        }
        for (String name : known) {
            String candidate = folded(name);
            if (candidate.startsWith(folded) || candidate.endsWith(folded)) {
                return name;
            }
        }
        return null;
    }

    /** Whether two names differ in case, {@code -} and {@code _} at most. */
    public static boolean sameButForm(String left, String right) {
        return folded(left).equals(folded(right));
    }

    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '-' && c != ' ') {
                folded.append(Character.toLowerCase(c));
            }
        }
        return folded.toString();
    }

    /** Edits between two texts: insertions, deletions, replacements, swaps of neighbours; the limit when there are as many or more. */
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int edits = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                boolean swap =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swap ? Math.min(edits, beforeLast[j - 2] + 1) : edits;
            }
            beforeLast = last;
            last = row;
        }
        return Math.min(limit, last[b.length()]);
    }
}
