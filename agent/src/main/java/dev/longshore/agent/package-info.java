/** The agent process: settings, wiring, order of start and stop. */
@NullMarked
package dev.longshore.agent;

import org.jspecify.annotations.NullMarked;
