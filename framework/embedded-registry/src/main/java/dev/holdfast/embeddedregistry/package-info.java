/**
 * A real schema registry (Apicurio Registry with its Confluent-compatible API) for tests and examples, in a process of its
 * own that can be killed and started again.
 *
 * <p>Used by the threads of tests. Imports nothing of Holdfast.
 */
@NullMarked
package dev.holdfast.embeddedregistry;

import org.jspecify.annotations.NullMarked;
