/** The ports of tasks under a seed: one task runs at a time, the seed says which, virtual time jumps. Begin at {@code World}. */
@NullMarked
package dev.longshore.tasks.simulated;

import org.jspecify.annotations.NullMarked;
