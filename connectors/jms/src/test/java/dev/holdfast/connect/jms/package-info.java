/** The contract on real brokers of both kinds, and what is special about them. */
@NullMarked
package dev.holdfast.connect.jms;

import org.jspecify.annotations.NullMarked;
