/**
 * Matroska: writing elements, files and the service's own tags, and reading elements from memory.
 *
 * <p>Knows no other package; everybody may use it.
 */
package io.github.flinkkvs.emulator.mkv;
