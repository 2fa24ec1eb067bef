/** Time, tasks and chance: the only way to wait, to start something, to draw. Leaf package. Production uses
 * VirtualTasks; tests a seeded scheduler that lets one task run at a time. */
@NullMarked
package dev.longshore.tasks;

import org.jspecify.annotations.NullMarked;
