/** Writes and reads the engine's own small JSON: {@code run.json}, events, lines for machines. See {@link dev.retort.core.json.JsonText}. */
@NullMarked
package dev.retort.core.json;

import org.jspecify.annotations.NullMarked;
