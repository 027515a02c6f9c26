package dev.retort.core.plugin;

import com.github.zafarkhaja.semver.ParseException;
import com.github.zafarkhaja.semver.Version;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pf4j.VersionManager;

/** Compares the engine's SPI version with the range that a plugin gives in {@code Plugin-Requires}. */
final class SpiVersions implements VersionManager {

    private static final Pattern MAJOR_RANGE = Pattern.compile("(\\d{1,9})(\\.[xX*])*");
    private static final Pattern EXACT = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /** Whether the version lies in the range; empty when the range cannot be understood. */
    static Optional<Boolean> inRange(String version, String range) {
        var major = MAJOR_RANGE.matcher(range);
        if (major.matches()) { // the usual form, answered without loading the library: 20 classes at every start
            return Optional.of(version.startsWith(Long.parseLong(major.group(1)) + "."));
        }
        try {
            // A bare version means "that or later": the rule of PF4J, AbstractPluginManager.isPluginValid.
            String expression = EXACT.matcher(range).matches() ? ">=" + range : range;
            return Optional.of("*".equals(range) || Version.parse(version).satisfies(expression));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The version without the zero that nobody writes: {@code 1.4} for {@code 1.4.0}. */
    static String brief(String version) {
        return version.endsWith(".0") && version.indexOf('.') != version.lastIndexOf('.')
                ? version.substring(0, version.length() - 2)
                : version;
    }

    @Override
    public boolean checkVersionConstraint(String version, String constraint) {
        return inRange(version, constraint).orElse(false);
    }

    @Override
    public int compareVersions(String one, String other) {
        return Version.parse(one).compareTo(Version.parse(other));
    }
}
