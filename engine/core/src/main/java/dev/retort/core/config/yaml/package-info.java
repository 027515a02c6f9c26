/**
 * YAML as a tree that remembers where each part came from.
 *
 * <p>Read {@link dev.retort.core.config.yaml.Node} first, then {@link dev.retort.core.config.yaml.YamlReader}. The parser is SnakeYAML
 * Engine's; the tree is composed here, so that limits, positions and messages are ours.
 */
@NullMarked
package dev.retort.core.config.yaml;

import org.jspecify.annotations.NullMarked;
