/**
 * What an Application asks for, what would have to be written for it, and what its status says, all as pure functions. Begin with
 * {@link dev.longshore.engine.gitops.sync.OperationPlan}: whether to act; {@link dev.longshore.engine.gitops.sync.SyncPlan}: the
 * next step.
 */
@NullMarked
package dev.longshore.engine.gitops.sync;

import org.jspecify.annotations.NullMarked;
