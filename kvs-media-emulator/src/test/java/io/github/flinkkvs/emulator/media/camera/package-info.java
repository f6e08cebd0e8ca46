/** Tests of what the cameras record, with FFmpeg as the judge where it is installed. */
package io.github.flinkkvs.emulator.media.camera;
