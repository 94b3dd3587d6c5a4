package dev.holdfast.retry.internal.held;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command, as it stands in the held topic.
 *
 * @param command the command; null if it could not be understood
 * @param result what came of it
 * @param at when
 */
record CommandAnswer(@Nullable Command command, Command.Result result, Instant at) {}
