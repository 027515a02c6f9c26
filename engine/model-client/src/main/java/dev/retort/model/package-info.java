/**
 * A client for OpenAI-compatible chat completions that keeps many requests in flight, tells apart whose fault a failure is, and
 * waits as the server asks.
 *
 * <p>Read {@link dev.retort.model.ChatClient} first: it takes a {@link dev.retort.model.ChatRequest} (complete JSON, usually made by a
 * {@link dev.retort.model.ChatBody}) and answers with a {@link dev.retort.model.ChatResult}. What is retried, and when, is decided in
 * one place, {@link dev.retort.model.RetryPolicy}; what a failure means stands in {@link dev.retort.model.FailureClass}.
 *
 * <p>Inside, {@code Scheduler} holds the slots and the queues under one lock, {@code Lane} keeps the books of one endpoint
 * ({@code AdaptiveLimit}: how many at once; {@code Pacing}: how many and how much in a time; {@code Breaker}: whether at all),
 * {@code Lanes} chooses between endpoints, {@code Course} leads a request from attempt to attempt, {@code HttpTransport} makes one
 * attempt, {@code Verdicts} and {@code NetworkVerdicts} say what a failed one means, {@code ReplyParser} reads an answer without
 * decoding it, {@code StreamedBody} puts one together that comes piece by piece, and {@code Watchdog} enforces the {@link dev.retort.model.Timeouts}.
 */
@NullMarked
package dev.retort.model;

import org.jspecify.annotations.NullMarked;
