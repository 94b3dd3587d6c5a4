/** Tests of what the committer decides, against its own ports. */
@NullMarked
package dev.holdfast.internal.commit;

import org.jspecify.annotations.NullMarked;
