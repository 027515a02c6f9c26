package dev.retort.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The JSON around the messages, encoded once: model and parameters before, a brace after. Making a request from it only joins bytes,
 * and messages are sent as they stand in the record.
 */
public final class ChatBody {

    private static final String EXTRA_BODY = "extra_body";

    private final byte[] head;

    /**
     * Encodes the parameters. The key {@code extra_body} holds a map whose members go to the top level, over others of the same name;
     * every other key goes to the API as it is.
     *
     * @param model the model's name
     * @param parameters plain values: maps, lists, strings, numbers, booleans, null
     * @throws IllegalArgumentException when a value cannot be sent as JSON, or a key is not for the parameters to set
     */
    public ChatBody(String model, Map<String, ?> parameters) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("model", model);
        parameters.forEach((name, value) -> {
            if (!name.equals(EXTRA_BODY)) {
                members.put(name, value);
            }
        });
        Object extra = parameters.get(EXTRA_BODY);
        if (extra instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        } else if (extra != null) {
            throw new IllegalArgumentException("extra_body must be a map of the members to add to each request");
        }
        check(members);
        head = encode(members);
    }

    /** A request with these messages: a JSON array in UTF-8. */
    public ChatRequest with(byte[] messages) {
        return with(messages, 0, messages.length);
    }

    /** A request with the messages that stand in {@code source} from {@code start} to before {@code end}. */
    public ChatRequest with(byte[] source, int start, int end) {
        int length = end - start;
        byte[] body = new byte[head.length + length + 1];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(source, start, body, head.length, length);
        body[body.length - 1] = '}';
        return new ChatRequest(body);
    }

    private static void check(Map<String, @Nullable Object> members) {
        if (members.containsKey("messages")) {
            throw new IllegalArgumentException("messages cannot be a parameter: they come from each record");
        }
        Object stream = members.get("stream");
        if (stream != null && !stream.equals(false)) {
            throw new IllegalArgumentException("stream: " + stream
                    + " is not supported yet; leave it out or write stream: false (the whole answer comes at once)");
        }
    }

    private static byte[] encode(Map<String, @Nullable Object> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(bytes)) {
            JsonValues.write(json, "", members);
        }
        String object = bytes.toString(StandardCharsets.UTF_8);
        return (object.substring(0, object.length() - 1) + ",\"messages\":").getBytes(StandardCharsets.UTF_8);
    }
}
