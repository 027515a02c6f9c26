/**
 * Finds plugin jars, says what each brings without loading a class, and loads the one that a command needs.
 *
 * <p>Read {@link dev.retort.core.plugin.PluginIndex} first: it is all that most commands need. {@link
 * dev.retort.core.plugin.PluginHost} turns an entry of it into task types. Whatever is wrong with a jar is a {@link
 * dev.retort.core.plugin.PluginProblem}, a value with a message; it stops only the commands that need that jar.
 */
@NullMarked
package dev.retort.core.plugin;

import org.jspecify.annotations.NullMarked;
