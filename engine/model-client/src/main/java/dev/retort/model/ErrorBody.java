package dev.retort.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * What an error says, out of any of its spellings: an {@code error} object or text, a number as {@code code} with {@code metadata}, a
 * {@code detail}, members at the top level, a page of HTML, nothing.
 *
 * @param message the server's own words, or ""
 * @param code {@code error.code}, or ""
 * @param type {@code error.type}, or ""
 * @param flagged whether metadata says that the input was flagged by moderation
 * @param structured whether it is an API's error, as against a page or a bare "not found"
 */
record ErrorBody(String message, String code, String type, boolean flagged, boolean structured) {

    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]{1,300})</title>", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[^>]{0,2000}>");
    private static final int PREVIEW = 300;

    static final ErrorBody NONE = new ErrorBody("", "", "", false, false);

    /** Reads the bytes, which may have been cut. */
    static ErrorBody read(byte[] body, int length) {
        int start = ReplyParser.begin(body, length);
        if (start == length) {
            return NONE;
        }
        if (body[start] == '{' || body[start] == '[' || body[start] == '"') {
            try (JsonParser json = Json.parser(body, start, length - start)) {
                json.nextToken();
                return ofJson(JsonValues.read(json));
            } catch (JacksonException e) {
                return new ErrorBody(preview(body, start, length), "", "", false, false);
            }
        }
        return new ErrorBody(preview(body, start, length), "", "", false, false);
    }

    /** Reads the {@code error} member of a response that came as a success. */
    static ErrorBody ofErrorMember(JsonSpan error) {
        try (JsonParser json = Json.parser(error.source(), error.start(), error.length())) {
            json.nextToken();
            Object value = JsonValues.read(json);
            return value instanceof Map<?, ?> object
                    ? ofError(object)
                    : new ErrorBody(text(value), "", "", false, true);
        } catch (JacksonException e) {
            return new ErrorBody(preview(error.source(), error.start(), error.end()), "", "", false, true);
        }
    }

    /** The first words of a body that is no JSON; of an HTML page its title. */
    static String preview(byte[] body, int start, int length) {
        String text = new String(body, start, Math.min(length - start, 8_192), StandardCharsets.UTF_8);
        String head = text.substring(0, Math.min(text.length(), 500)).toLowerCase(Locale.ROOT);
        if (head.startsWith("<!doctype html") || head.contains("<html")) {
            Matcher title = TITLE.matcher(text);
            String words = title.find() ? title.group(1) : TAG.matcher(text).replaceAll(" ");
            return "an HTML page: " + cut(Wording.bounded(words).strip());
        }
        return cut(Wording.bounded(text));
    }

    private static ErrorBody ofJson(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Object error = map.get("error");
            if (error instanceof Map<?, ?> object) {
                return ofError(object);
            }
            if (error instanceof String text && !text.isBlank()) {
                String message = text(map.get("message"));
                return new ErrorBody(
                        message.isEmpty() ? text : text + ": " + message, text(map.get("code")), text, false, true);
            }
            Object detail = map.get("detail");
            if (detail != null) {
                return ofDetail(detail);
            }
            if (map.containsKey("message") || map.containsKey("code") || map.containsKey("msg")) {
                return ofError(map);
            }
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return ofJson(list.get(0));
        }
        return new ErrorBody(value == null ? "" : cut(Wording.bounded(value.toString())), "", "", false, false);
    }

    private static ErrorBody ofError(Map<?, ?> error) {
        String message = text(error.get("message"));
        if (message.isEmpty()) {
            message = text(error.get("msg"));
        }
        boolean flagged = false;
        if (error.get("metadata") instanceof Map<?, ?> metadata) {
            flagged = metadata.containsKey("flagged_input") || metadata.containsKey("reasons");
            String raw = text(metadata.get("raw"));
            message = raw.isEmpty() ? message : message + ": " + raw;
        }
        if (message.isEmpty()) {
            message = cut(Wording.bounded(error.toString()));
        }
        return new ErrorBody(message, text(error.get("code")), text(error.get("type")), flagged, true);
    }

    /** FastAPI's: a text, an object, or a list of what is wrong where. */
    private static ErrorBody ofDetail(Object detail) {
        if (detail instanceof Map<?, ?> map) {
            return ofError(map);
        }
        if (detail instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?> first) {
            Object place = first.get("loc");
            String where = place instanceof List<?> path
                    ? String.join(".", path.stream().map(String::valueOf).toList())
                    : "";
            String message = text(first.get("msg"));
            return new ErrorBody(
                    where.isEmpty() ? message : where + ": " + message, "", text(first.get("type")), false, true);
        }
        String message = text(detail);
        return new ErrorBody(message, "", "", false, !message.equalsIgnoreCase("not found"));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : Wording.bounded(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= PREVIEW ? text : text.substring(0, PREVIEW) + "…";
    }
}
