package dev.retort.plugins.distillation.prompt;

/** How a record writes its messages. */
public enum MessagesFormat {
    /** {@code [{"role": "user", "content": …}]}: sent as it stands. */
    OPENAI,
    /** {@code [{"from": "human", "value": …}]}: turned into roles and contents. */
    SHAREGPT
}
