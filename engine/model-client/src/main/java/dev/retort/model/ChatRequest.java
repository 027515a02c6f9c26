package dev.retort.model;

/** One request: complete JSON that is sent as it is. Usually made by a {@link ChatBody}. */
public final class ChatRequest {

    private final byte[] body;

    /**
     * Wraps the bytes without a copy; they must not change until the result has come.
     *
     * @param body a JSON object in UTF-8
     */
    public ChatRequest(byte[] body) {
        this.body = body;
    }

    /** The bytes themselves, not a copy. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "ChatRequest[" + body.length + " bytes]";
    }
}
