/**
 * From a task file, the command line and the environment to a checked record, or to everything that is wrong with them.
 *
 * <p>Read {@link dev.retort.core.config.TaskFiles} first: {@link dev.retort.core.config.TaskFiles#compose} reads the file with what it
 * extends, lays the settings over it and says which task type it is; {@link dev.retort.core.config.TaskDocument#bind} makes the record of
 * that task type. How a document is found, layered and interpolated:
 *
 * <ul>
 *   <li>{@code extends} is relative to the directory of the file it stands in; every other path to the working directory.
 *   <li>A variable that the process has, and that is not empty, wins over the env file, as with other programs that read such files.
 *   <li>Later settings win over earlier ones, and all of them over files.
 * </ul>
 */
@NullMarked
package dev.retort.core.config;

import org.jspecify.annotations.NullMarked;
