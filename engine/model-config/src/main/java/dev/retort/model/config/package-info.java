/**
 * The model config file, {@code configs/models/*.yaml}, as checked records, and the client that it describes. Read {@link
 * dev.retort.model.config.ModelConfig} first, then {@link dev.retort.model.config.Model}.
 *
 * <p>This is a module of its own because every plugin that talks to a model reads the same file, while the client library itself may
 * not know the SPI whose annotations describe the keys.
 */
@NullMarked
package dev.retort.model.config;

import org.jspecify.annotations.NullMarked;
