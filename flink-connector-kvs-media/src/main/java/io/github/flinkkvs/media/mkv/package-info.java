/**
 * Bytes to chunks: an EBML push parser, the few Matroska elements that matter, and the assembler that makes chunks of
 * them.
 *
 * <p>Imports {@code java} and {@code model} only; {@code source} feeds it and takes its chunks.
 */
package io.github.flinkkvs.media.mkv;
