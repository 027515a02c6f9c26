package dev.retort.core.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that are spelled most like one that does not exist. */
final class NearestNames {

    private static final int SHOWN = 3;

    private record Candidate(String name, int distance) {}

    private NearestNames() {}

    static List<String> of(String wanted, Collection<String> names) {
        List<Candidate> candidates = new ArrayList<>();
        for (String name : names) {
            int distance = distance(wanted, name);
            boolean within = name.contains(wanted) && wanted.length() > 2;
            if (within || distance <= Math.max(1, Math.max(name.length(), wanted.length()) / 3)) {
                candidates.add(new Candidate(name, distance));
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
        return candidates.stream().limit(SHOWN).map(Candidate::name).toList();
    }

    /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, d[i - 2][j - 2] + 1);
                }
                d[i][j] = least;
            }
        }
        return d[a.length()][b.length()];
    }
}
