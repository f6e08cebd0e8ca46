/**
 * Jobs that people start from, each with a {@code main} that {@code run-example} calls.
 *
 * <p>They use the connector's public API only; the quick start uses the emulator, too.
 */
package io.github.flinkkvs.examples;
