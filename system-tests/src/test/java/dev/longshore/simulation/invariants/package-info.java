/** What must hold whatever goes wrong, judged fact by fact. Ids are those of the catalogue of invariants. */
@NullMarked
package dev.longshore.simulation.invariants;

import org.jspecify.annotations.NullMarked;
