package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonRecord;
import dev.retort.model.ChatResult;
import dev.retort.plugins.distillation.identity.RecordId;
import dev.retort.plugins.distillation.prompt.Prompt;

/**
 * A record and the answer to it.
 *
 * @param line the number of its line in the input, from 1
 * @param recordId what names it
 * @param record the line itself
 * @param prompt what was sent
 * @param answer what came back
 */
public record Answered(long line, RecordId recordId, JsonRecord record, Prompt prompt, ChatResult.Answer answer) {}
