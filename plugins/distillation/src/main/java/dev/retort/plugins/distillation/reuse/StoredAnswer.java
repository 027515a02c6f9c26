package dev.retort.plugins.distillation.reuse;

import dev.retort.model.ChatReply;

/**
 * An answer of an earlier output.
 *
 * @param reply as far as the line holds it: without {@code finish_reason} and usage where {@code generation} was short, and with the
 *     reasoning in the way that output showed it
 * @param recordId the record that it answered there, as a JSON token
 * @param repairs how often the model was asked to mend it
 */
public record StoredAnswer(ChatReply reply, String recordId, int repairs) {}
