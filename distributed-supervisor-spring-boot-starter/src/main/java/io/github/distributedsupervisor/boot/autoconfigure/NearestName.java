package io.github.distributedsupervisor.boot.autoconfigure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name somebody meant. */
final class NearestName {

    private NearestName() {}

    /** The known name with the fewest changed letters, if it is near enough to have been meant. */
    static Optional<String> find(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(nearest -> distance(name, nearest) <= Math.max(2, name.length() / 3));
    }

    /** What to do about a type that there is not. */
    static String actionForUnknownType(String type, Collection<String> known) {
        return find(type, known)
                        .map(name -> "Did you mean '" + name + "'? Else give")
                        .orElse("Give")
                + " a class that implements Child the annotation @SupervisedChild(\"" + type + "\").";
    }

    /** Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", 1966; without regard to case. */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
