/** The emulator from the command line; uses the public API only. */
package io.github.flinkkvs.emulator.cli;
