/**
 * What a plugin's configuration record asks for, as values: the one model behind checking, {@code describe}, the JSON Schema and the
 * reference.
 *
 * <p>Read {@link dev.retort.core.schema.RecordShape} first, then {@link dev.retort.core.schema.ValueShape}.
 */
@NullMarked
package dev.retort.core.schema;

import org.jspecify.annotations.NullMarked;
