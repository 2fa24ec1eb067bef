/** Tests of the agent's wiring, and what its packages' tests share. */
@NullMarked
package dev.longshore.agent;

import org.jspecify.annotations.NullMarked;
