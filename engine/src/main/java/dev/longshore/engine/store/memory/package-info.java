/** A store that lives as long as its object: for simulation and tests. */
@NullMarked
package dev.longshore.engine.store.memory;

import org.jspecify.annotations.NullMarked;
