/** Tests of writing and reading Matroska. */
package io.github.flinkkvs.emulator.mkv;
