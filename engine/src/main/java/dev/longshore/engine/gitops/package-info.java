/** Application to objects: sync plan, waves, health, status. Works through the door alone. */
@NullMarked
package dev.longshore.engine.gitops;

import org.jspecify.annotations.NullMarked;
