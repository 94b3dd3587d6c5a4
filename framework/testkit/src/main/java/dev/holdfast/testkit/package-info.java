/**
 * What tests of handlers, codecs and extensions use.
 *
 * <p>Runs on the threads of the test, unless a type says otherwise. May import: the public packages of core, the
 * embedded brokers, JUnit and AssertJ.
 */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
