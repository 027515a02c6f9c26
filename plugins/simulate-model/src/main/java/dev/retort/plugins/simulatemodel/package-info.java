/**
 * The task type {@code simulate_model} and the command {@code simulate-model}: a simulated model on this machine, to try and to load-test a
 * run before money is spent.
 *
 * <p>Read {@link dev.retort.plugins.simulatemodel.SimulateModelTaskType} first. The server itself is {@link
 * dev.retort.simulator.SimulatedModel}; here its configuration is described, and it is started, watched and reported on.
 */
@NullMarked
package dev.retort.plugins.simulatemodel;

import org.jspecify.annotations.NullMarked;
