package dev.retort.core.config;

import dev.retort.core.config.yaml.Node;

/**
 * A value that was bound.
 *
 * @param value for the record
 * @param written the same as it is written in the resolved file
 */
record Bound(Object value, Node written) {}
