package dev.retort.core.config.problem;

import java.util.ArrayList;
import java.util.List;

/** Tells from a name, or from a text itself, that a credential may stand there. */
public final class CredentialNames {

    private static final String[] TOKEN_PREFIXES = {
        "sk-",
        "sk_",
        "pk_live",
        "rk_live",
        "hf_",
        "ghp_",
        "gho_",
        "ghs_",
        "ghu_",
        "github_pat_",
        "glpat-",
        "xoxb-",
        "xoxp-",
        "AKIA",
        "ASIA",
        "AIza",
        "eyJ",
        "gsk_",
        "nvapi-",
        "r8_",
        "pplx-",
        "xai-"
    };
    private static final int SHORTEST_TOKEN = 16;

    private CredentialNames() {}

    /** For keys of a file: {@code api_keys}, {@code hub-token}, {@code Authorization}; not {@code max_tokens} or {@code sort_key}. */
    public static boolean isKey(String key) {
        List<String> words = words(key);
        if (words.isEmpty()) {
            return false;
        }
        String last = words.get(words.size() - 1);
        if (last.equals("key") || last.equals("keys") || last.equals("tokens")) {
            return words.size() > 1 && isKindOfKey(words.get(words.size() - 2));
        }
        return isCredential(last) || last.equals("authorization") || last.equals("bearer");
    }

    /**
     * For environment variables: one of the words of the name is KEY, SECRET, TOKEN, PASSWORD, CREDENTIALS or the like. Not where the value
     * is a place: {@code PWD} and {@code OLDPWD}, which every shell sets, and names such as {@code TOKEN_FILE} or {@code KEY_DIR}.
     */
    public static boolean isVariable(String name) {
        List<String> words = words(name);
        if (name.equals("PWD") || name.equals("OLDPWD") || words.isEmpty() || isPlace(words.get(words.size() - 1))) {
            return false;
        }
        for (String word : words) {
            if (word.equals("key") || word.equals("keys") || isCredential(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlace(String word) {
        return switch (word) {
            case "file", "path", "dir", "directory" -> true;
            default -> false;
        };
    }

    /** Whether the text has the form of a token that a well-known service gives out. */
    public static boolean isToken(String text) {
        if (text.length() < SHORTEST_TOKEN) {
            return false;
        }
        for (String prefix : TOKEN_PREFIXES) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCredential(String word) {
        return switch (word) {
            case "secret", "secrets", "token", "password", "passwords", "passwd", "passphrase", "pwd", "credential" ->
                true;
            case "credentials", "apikey", "apikeys" -> true;
            default -> word.endsWith("apikey") || word.endsWith("password") || word.endsWith("secret");
        };
    }

    private static boolean isKindOfKey(String word) {
        return switch (word) {
            case "api",
                    "access",
                    "private",
                    "secret",
                    "auth",
                    "account",
                    "signing",
                    "encryption",
                    "ssh",
                    "subscription" -> true;
            default -> false;
        };
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean camel = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
            if ((camel || !Character.isLetterOrDigit(c)) && word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (Character.isLetterOrDigit(c)) {
                word.append(Character.toLowerCase(c));
            }
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }
}
