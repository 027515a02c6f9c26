/**
 * How a plugin describes its configuration: annotations on the components of records.
 *
 * <p>They are the one source for checking a file, for its JSON Schema, for {@code describe} and for the reference in the docs. Read
 * {@link dev.retort.spi.config.Description} and {@link dev.retort.spi.config.Default} first.
 *
 * <p>A component may be a {@code boolean}, {@code int}, {@code long}, {@code double} (or their boxes), {@code String}, {@code Path},
 * {@code URI}, {@code Duration}, an enum (its constants in snake_case), {@link dev.retort.spi.Secret}, another record, a {@code List},
 * a {@code Map<String, …>}, an {@code Optional} of these, or a {@link dev.retort.spi.config.ConfigFile}. A component is required unless
 * it is an {@code Optional} or carries a {@code Default}.
 */
@NullMarked
package dev.retort.spi.config;

import org.jspecify.annotations.NullMarked;
