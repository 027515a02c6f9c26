/**
 * From a task file, the command line and the environment to a checked record, or to everything that is wrong with them.
 *
 * <p>Read {@link dev.retort.core.config.TaskFiles} first: {@link dev.retort.core.config.TaskFiles#compose} reads the file with what it
 * extends, lays the settings over it and says which task type it is; {@link dev.retort.core.config.TaskDocument#bind} makes the record of
 * that task type. {@link dev.retort.core.config.TaskReference} says what can stand in such a file. The rules:
 *
 * <ul>
 *   <li>{@code extends} is relative to the directory of the file it stands in; every other path to the working directory. Sections are
 *       merged, lists and single values replaced; {@code null} takes away an optional value of the base. YAML's merge key is refused:
 *       it is not part of YAML 1.2, and one way to compose is enough.
 *   <li>Settings win over files, later settings over earlier ones. The value of a setting is a text as it stands, whatever its key
 *       takes it for, unless it begins with a bracket, a brace or a quote: then it is YAML.
 *   <li>A variable that the process has, and that is not empty, wins over the env file, as with other programs that read such files;
 *       where that changes a secret, a warning says so. Nothing within an env file is expanded.
 *   <li>An interpolation in a scalar without quotes makes it whatever its key wants; in quotes it stays a text. The run directory is
 *       given by the caller when it binds, and need not exist.
 *   <li>Credentials reach a record as secrets or within texts. Neither messages, source lines nor the resolved YAML show them.
 * </ul>
 */
@NullMarked
package dev.retort.core.config;

import org.jspecify.annotations.NullMarked;
