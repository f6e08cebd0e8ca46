/**
 * The parts of the quick start: files that play, a score of what was read, and what the terminal
 * shows of it.
 *
 * <p>Called by {@code QuickStart} only.
 */
package io.github.flinkkvs.examples.quickstart;
