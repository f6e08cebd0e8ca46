/** Tests of the command line. */
package io.github.flinkkvs.emulator.cli;
