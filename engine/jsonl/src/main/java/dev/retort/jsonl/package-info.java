/**
 * JSON Lines as bytes: read, checked, extended and written without ever turning a record into objects.
 *
 * <p>Read {@link dev.retort.jsonl.JsonlReader} and {@link dev.retort.jsonl.JsonRecord} first: the one takes lines from a file, the
 * other checks that a line is one JSON object and finds members in it. {@link dev.retort.jsonl.Splice} adds members to a record and
 * leaves its own bytes alone; {@link dev.retort.jsonl.JsonBytes} composes what is added. {@link dev.retort.jsonl.JsonlAppender} writes
 * records so that what it has acknowledged survives a crash. {@link dev.retort.jsonl.LineScanner}
 * and {@link dev.retort.jsonl.IdIndex} find out, over tens of gigabytes, what has been written already.
 */
@NullMarked
package dev.retort.jsonl;

import org.jspecify.annotations.NullMarked;
