/**
 * The service's wire form: an HTTP server on loopback, the JSON operations, and GetMedia bodies.
 *
 * <p>Depends on {@code store} and {@code session}; the root package starts it.
 */
package io.github.flinkkvs.emulator.http;
