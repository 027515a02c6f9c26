/**
 * A simulated OpenAI-compatible model server on loopback, with latencies and faults on request.
 *
 * <p>Read {@link dev.retort.simulator.SimulatedModel} first, then {@link dev.retort.simulator.Behaviour}, which says what it can be
 * made to do. Inside, {@code EventLoop} owns the sockets, {@code Connection} one of them, {@code RequestReader} the HTTP framing,
 * {@code Judge} decides what a request gets and {@code Responder} writes it; {@code Stream} and {@code Chunks} send a reply piece by
 * piece.
 *
 * <p>The server is our own small loop over non-blocking sockets. Its purpose is faults at the level of the socket (a reset in the middle of
 * a body, a body shorter than promised, a request that is never answered), 10,000 connections without a thread each, and a
 * price so low that a benchmark beside it measures the client: no library that we keep gives that without its weight. It speaks
 * HTTP/1.1 (RFC 9112) as far as clients of models do, and binds to 127.0.0.1 only.
 */
@NullMarked
package dev.retort.simulator;

import org.jspecify.annotations.NullMarked;
