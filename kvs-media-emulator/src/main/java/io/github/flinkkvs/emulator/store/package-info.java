/**
 * What the service keeps: streams, their numbered fragments, and how a start is found among them.
 *
 * <p>Depends on {@code mkv} only.
 */
package io.github.flinkkvs.emulator.store;
