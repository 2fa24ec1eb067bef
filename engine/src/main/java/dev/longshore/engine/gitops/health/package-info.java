/**
 * How well a live object is, as a pure function of the object. Words and order of severity are Argo CD's. Begin with
 * {@link dev.longshore.engine.gitops.health.HealthRules}.
 */
@NullMarked
package dev.longshore.engine.gitops.health;

import org.jspecify.annotations.NullMarked;
