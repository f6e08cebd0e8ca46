/**
 * Where fragments come from: captures of GetMedia, Matroska files, synthetic cameras.
 *
 * <p>Fills a {@code store} log; knows nothing of HTTP.
 */
package io.github.flinkkvs.emulator.media;
