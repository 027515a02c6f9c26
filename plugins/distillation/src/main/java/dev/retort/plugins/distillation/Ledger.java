package dev.retort.plugins.distillation;

/**
 * The books of a run, which everything that happens is entered in.
 *
 * @param tally what was done
 * @param spending what it cost
 * @param preflight the first records, when they are to be shown
 * @param stop why the run takes no more
 */
record Ledger(Tally tally, Spending spending, Preflight preflight, Stop stop) {}
