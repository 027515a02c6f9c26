package dev.retort.core.config;

/**
 * A key set outside of a file.
 *
 * @param prefix what is shown in front of a problem with it, up to the value: {@code --set a.b=}
 * @param key the dotted path of the key; empty when the setting is malformed
 * @param value as given: a text, or YAML in flow style when it begins with a quote, a bracket or a brace
 */
public record Setting(String prefix, String key, String value) {

    /** From {@code --set}: {@code a.b=c}. A setting without {@code =} is reported when the configuration is composed. */
    public static Setting parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new Setting("--set ", "", text);
        }
        String key = text.substring(0, equals).strip();
        return new Setting("--set " + key + "=", key, text.substring(equals + 1));
    }

    /** From an option of a command: {@code --concurrency 30}. */
    public static Setting ofOption(String option, String key, String value) {
        return new Setting(option + " ", key, value);
    }

    /** From a command itself: what {@code distillation generate} sets without being told. */
    public static Setting ofCommand(String words, String key, String value) {
        return new Setting(words + " (" + key + ") ", key, value);
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return prefix + "…";
    }
}
