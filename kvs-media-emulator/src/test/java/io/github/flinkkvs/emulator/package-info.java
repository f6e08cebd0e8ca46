/** The emulator seen from outside: through SDK clients, raw sockets and FFmpeg. */
package io.github.flinkkvs.emulator;
