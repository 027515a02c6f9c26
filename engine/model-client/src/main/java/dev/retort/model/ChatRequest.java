package dev.retort.model;

/** One request: complete JSON that is sent as it is. Usually made by a {@link ChatBody}. */
public final class ChatRequest {

    private final byte[] body;
    private final int identityLength;

    /**
     * Wraps the bytes without a copy; they must not change until the result has come.
     *
     * @param body a JSON object in UTF-8
     */
    public ChatRequest(byte[] body) {
        this(body, body.length);
    }

    /**
     * The same, where not all of the bytes decide the answer.
     *
     * @param identityLength how many of the first bytes do
     */
    public ChatRequest(byte[] body, int identityLength) {
        if (identityLength < 0 || identityLength > body.length) {
            throw new IllegalArgumentException("the identity must lie within the request");
        }
        this.body = body;
        this.identityLength = identityLength;
    }

    /** The bytes themselves, not a copy. */
    public byte[] body() {
        return body;
    }

    /**
     * How many of the first bytes decide what is answered: model, parameters and messages. What follows says how it is to be sent,
     * as {@code stream} does, so that two requests ask for the same when they agree in these bytes.
     */
    public int identityLength() {
        return identityLength;
    }

    @Override
    public String toString() {
        return "ChatRequest[" + body.length + " bytes]";
    }
}
