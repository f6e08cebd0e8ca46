/**
 * GetMedia sessions seen from outside: how they are made to end, and the record of what was served.
 *
 * <p>Depends on nothing; {@code http} runs the sessions, the root package hands out the levers.
 */
package io.github.flinkkvs.emulator.session;
