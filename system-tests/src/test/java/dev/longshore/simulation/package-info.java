/** The whole system under seeds: production wiring on simulated machines, with faults and invariants. Begin at {@code Simulation}. */
@NullMarked
package dev.longshore.simulation;

import org.jspecify.annotations.NullMarked;
