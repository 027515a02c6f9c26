/**
 * What a person sees while a task runs: a live display on a terminal, plain lines otherwise, JSON lines for machines. Read {@link
 * dev.retort.cli.show.ProgressLine} first: it is a pure function from a snapshot to text.
 */
@NullMarked
package dev.retort.cli.show;

import org.jspecify.annotations.NullMarked;
