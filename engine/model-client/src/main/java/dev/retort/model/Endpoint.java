package dev.retort.model;

import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/**
 * Where chat requests go: {@code POST {base_url}/chat/completions}.
 *
 * @param baseUrl http or https, with or without a slash at its end; a query is kept (Azure's {@code ?api-version=…})
 * @param key sent as {@code Authorization: Bearer KEY}; asked for once, when a client is made
 * @param headers sent with every request, after the client's own; a name given here wins over the client's own header
 * @param budgets what it may be asked for at most
 */
public record Endpoint(URI baseUrl, Optional<Supplier<String>> key, Map<String, String> headers, Budgets budgets) {

    private static final String PATH = "/chat/completions";

    /**
     * Checks the URL; the key and the headers are checked when a client is made.
     *
     * @throws IllegalArgumentException saying what is wrong with the URL
     */
    public Endpoint {
        TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
        check(baseUrl);
    }

    /** An endpoint without budgets. */
    public Endpoint(URI baseUrl, Optional<Supplier<String>> key, Map<String, String> headers) {
        this(baseUrl, key, headers, Budgets.NONE);
    }

    /** An endpoint without a key, as local servers are. */
    public static Endpoint open(URI baseUrl) {
        return new Endpoint(baseUrl, Optional.empty(), Map.of());
    }

    /** An endpoint with a key and no further headers. */
    public static Endpoint withKey(URI baseUrl, Supplier<String> key) {
        return new Endpoint(baseUrl, Optional.of(key), Map.of());
    }

    /** The URL that is posted to. */
    public URI chatCompletions() {
        String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + path + PATH + query);
    }

    /** The URL as it may be shown: without its query, which can carry a key. */
    String shown() {
        String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        return baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + path;
    }

    /** The URL and the names of the headers; no key and no header's value. */
    @Override
    public String toString() {
        return "Endpoint[" + shown() + (key.isPresent() ? ", key ***" : ", no key")
                + (headers.isEmpty() ? "" : ", headers " + headers.keySet()) + "]";
    }

    private static void check(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "base_url must start with http:// or https://, such as https://api.example.com/v1");
        }
        // Not URI.getHost, which knows no host with an underscore, as they are common among containers.
        HttpUrl parsed = url.getRawAuthority() == null ? null : HttpUrl.parse(url.toString());
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "base_url names no host, or no port from 1 to 65535; write it like https://api.example.com/v1");
        }
        if (!parsed.encodedUsername().isEmpty() || !parsed.encodedPassword().isEmpty()) {
            throw new IllegalArgumentException(
                    "base_url must not hold a user name or password; give the key as api_key");
        }
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException("base_url must not hold a fragment (the part from # on)");
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (path.endsWith(PATH) || path.endsWith(PATH + "/")) {
            throw new IllegalArgumentException("base_url must end before " + PATH + ", which is added to it");
        }
    }
}
