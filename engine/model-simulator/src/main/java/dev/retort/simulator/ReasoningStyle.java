package dev.retort.simulator;

/** Where a simulated model puts what it thinks. */
public enum ReasoningStyle {
    /** As the replies file has it: {@code reasoning_content} under that name, a {@code <think>} block in the text. */
    AS_WRITTEN,
    /** Both as {@code reasoning_content}, as DeepSeek, Qwen and older vLLM do. */
    REASONING_CONTENT,
    /** Both as {@code reasoning}, as vLLM and OpenRouter do. */
    REASONING;

    /** The member of a message or delta. */
    String member() {
        return this == REASONING ? "reasoning" : "reasoning_content";
    }
}
