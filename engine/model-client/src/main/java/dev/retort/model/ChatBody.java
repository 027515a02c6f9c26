package dev.retort.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The JSON around the messages, encoded once: model and parameters before; after them only what does not decide the answer, {@code
 * stream} and {@code stream_options}. Making a request from it only joins bytes, and messages are sent as they stand in the record.
 */
public final class ChatBody {

    private static final String EXTRA_BODY = "extra_body";

    private static final String STREAM = "stream";
    private static final String STREAM_OPTIONS = "stream_options";

    private final byte[] head;
    private final byte[] tail;

    /**
     * Encodes the parameters. With {@code stream: true} the usage is asked for as well, unless {@code stream_options} are given. The key {@code extra_body} holds a map whose members go to the top level, over others of the same name;
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
        Map<String, @Nullable Object> delivery = delivery(members);
        head = (opened(members) + ",\"messages\":").getBytes(StandardCharsets.UTF_8);
        tail = (delivery.isEmpty() ? "}" : "," + opened(delivery).substring(1) + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** A request with these messages: a JSON array in UTF-8. */
    public ChatRequest with(byte[] messages) {
        return with(messages, 0, messages.length);
    }

    /** A request with the messages that stand in {@code source} from {@code start} to before {@code end}. */
    public ChatRequest with(byte[] source, int start, int end) {
        int length = end - start;
        int identity = head.length + length;
        byte[] body = new byte[identity + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(source, start, body, head.length, length);
        System.arraycopy(tail, 0, body, identity, tail.length);
        return new ChatRequest(body, identity);
    }

    private static void check(Map<String, @Nullable Object> members) {
        if (members.containsKey("messages")) {
            throw new IllegalArgumentException("messages cannot be a parameter: they come from each record");
        }
        Object stream = members.get(STREAM);
        if (stream != null && !(stream instanceof Boolean)) {
            throw new IllegalArgumentException("stream: " + stream + " must be true or false");
        }
    }

    /** Takes out of the parameters what only says how the answer is to be sent. */
    private static Map<String, @Nullable Object> delivery(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> delivery = new LinkedHashMap<>();
        if (members.containsKey(STREAM)) {
            Object stream = members.remove(STREAM);
            delivery.put(STREAM, stream);
            if (Boolean.TRUE.equals(stream)) {
                delivery.put(STREAM_OPTIONS, Map.of("include_usage", true));
            }
        }
        if (members.containsKey(STREAM_OPTIONS)) {
            delivery.put(STREAM_OPTIONS, members.remove(STREAM_OPTIONS));
        }
        return delivery;
    }

    /** The object without its last brace. */
    private static String opened(Map<String, @Nullable Object> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(bytes)) {
            JsonValues.write(json, "", members);
        }
        String object = bytes.toString(StandardCharsets.UTF_8);
        return object.substring(0, object.length() - 1);
    }
}
