/**
 * Metrics of a running application on Micrometer, and a small HTTP server for them and for health.
 *
 * <p>Threads: meters are read by whoever scrapes them; the server has two of its own. May import: {@code dev.holdfast.app},
 * {@code .spi} and {@code .state}.
 */
@NullMarked
package dev.holdfast.micrometer;

import org.jspecify.annotations.NullMarked;
