/**
 * Synthetic cameras: a moving scene with a burnt-in clock, encoded as real H.264.
 *
 * <p>Nothing here needs AWT or fonts, so that it runs on any headless JDK.
 */
package io.github.flinkkvs.emulator.media.camera;
