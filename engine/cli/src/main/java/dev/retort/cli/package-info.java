/**
 * The command line: what a user types and sees. Read {@link dev.retort.cli.Main} first, then {@link dev.retort.cli.Engine}, which puts
 * the parts of the engine together by hand.
 */
@NullMarked
package dev.retort.cli;

import org.jspecify.annotations.NullMarked;
