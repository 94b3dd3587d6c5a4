/** Tests of what must hold whatever happens to instances, partitions, commits and brokers; on real brokers. */
@NullMarked
package dev.holdfast.hold;

import org.jspecify.annotations.NullMarked;
