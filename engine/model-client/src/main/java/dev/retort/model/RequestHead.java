package dev.retort.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * URL and headers of every request to an endpoint, checked once.
 *
 * @param request all but the body
 * @param redaction takes the credentials in the headers out of messages
 */
record RequestHead(Request request, Redaction redaction) {

    private static final Set<String> RESERVED =
            Set.of("content-length", "transfer-encoding", "host", "connection", "accept-encoding");

    private static final Pattern TELLS =
            Pattern.compile("key|token|auth|secret|cookie|password", Pattern.CASE_INSENSITIVE);

    /**
     * Asks for the key and puts the headers together.
     *
     * @throws IllegalArgumentException saying which header cannot be sent, without its value
     */
    static RequestHead of(Endpoint endpoint, String userAgent) {
        HttpUrl url = HttpUrl.parse(endpoint.chatCompletions().toString());
        if (url == null) {
            throw new IllegalArgumentException("base_url is not a URL that can be called: " + endpoint.shown());
        }
        List<String> secrets = new ArrayList<>();
        Headers.Builder headers = new Headers.Builder();
        headers.set("User-Agent", printable("the user agent", userAgent));
        headers.set("Accept", "application/json");
        endpoint.key().map(Supplier::get).ifPresent(key -> {
            if (key.isBlank()) {
                throw new IllegalArgumentException("api_key is empty; leave it out for a server that needs none");
            }
            headers.set("Authorization", "Bearer " + printable("api_key", key));
            secrets.add(key);
        });
        for (Map.Entry<String, String> header : endpoint.headers().entrySet()) {
            String name = name(header.getKey());
            headers.set(name, printable("the header " + name, header.getValue()));
            if (TELLS.matcher(name).find()) {
                secrets.add(header.getValue());
            }
        }
        return new RequestHead(
                new Request.Builder().url(url).headers(headers.build()).build(), new Redaction(secrets));
    }

    private static String name(String name) {
        boolean token = !name.isEmpty()
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
        if (!token) {
            throw new IllegalArgumentException("a header's name must be made of letters, digits and hyphens");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is set by the client itself; leave it out");
        }
        return name;
    }

    private static String printable(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n' || c == '\r') {
                throw new IllegalArgumentException(what + " contains a line break (character " + (i + 1) + " of "
                        + value.length() + "); remove it");
            }
            if ((c < ' ' && c != '\t') || c >= 0x7f) {
                throw new IllegalArgumentException(what + " contains a character that a header cannot carry (character "
                        + (i + 1) + " of " + value.length() + ")");
            }
        }
        return value;
    }
}
