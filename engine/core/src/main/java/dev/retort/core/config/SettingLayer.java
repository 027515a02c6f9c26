package dev.retort.core.config;

import dev.retort.core.config.problem.CredentialNames;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.yaml.InlineYaml;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a setting into a document with one key. */
final class SettingLayer {

    private final ProblemLog log;

    SettingLayer(ProblemLog log) {
        this.log = log;
    }

    /** Null when the setting is malformed; the reason is in the log. */
    @Nullable
    Mapping of(Setting setting) {
        String key = setting.key();
        String last = key.substring(key.lastIndexOf('.') + 1);
        boolean hidden = !setting.value().startsWith("${")
                && (CredentialNames.isKey(last) || CredentialNames.isToken(setting.value()));
        Place.InSetting place = new Place.InSetting(setting.prefix(), setting.value(), hidden);
        if (key.isEmpty() || key.startsWith(".") || key.endsWith(".") || key.contains("..")) {
            log.error(place, "", "not of the form key=value", "for example --set distillation.batch_size=30");
            return null;
        }
        if (key.equals(DocumentLoader.EXTENDS)) {
            log.error(place, key, "'extends' can only stand in a file", "");
            return null;
        }
        Node value = InlineYaml.parse(setting.value(), place);
        if (value == null) {
            log.error(
                    place,
                    key,
                    "the value is not valid YAML",
                    "a text that begins with one of [ { \" ' goes into quotes");
            return null;
        }
        int end = key.length();
        while (end > 0) {
            int dot = key.lastIndexOf('.', end - 1);
            Scalar name = Scalar.plain(place, key.substring(dot + 1, end));
            value = Mapping.of(place, List.of(new Mapping.Entry(name, value)));
            end = dot;
        }
        return (Mapping) value;
    }
}
