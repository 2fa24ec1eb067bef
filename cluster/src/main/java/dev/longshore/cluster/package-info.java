/** The one door to objects, and what a controller stands on: loop, actions, executor, folds. No IO of its own. */
@NullMarked
package dev.longshore.cluster;

import org.jspecify.annotations.NullMarked;
