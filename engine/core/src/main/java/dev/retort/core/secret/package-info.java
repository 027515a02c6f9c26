/**
 * Keeps the values of secrets out of everything that is written. Read {@link dev.retort.core.secret.Masker} first; every sink
 * of the engine goes through one.
 */
@NullMarked
package dev.retort.core.secret;

import org.jspecify.annotations.NullMarked;
