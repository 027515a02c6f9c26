/**
 * The product as its users have it: {@code engine.jar} and {@code plugins/*.jar}, started as processes. Read {@link
 * dev.retort.acceptance.Retort} first.
 */
package dev.retort.acceptance;
