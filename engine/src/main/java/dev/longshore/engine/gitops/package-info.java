/**
 * Keeps what Applications ask for: reads Git's wish, compares it through the door, writes what differs, says how it stands. Works
 * through the door alone. Begin with {@link dev.longshore.engine.gitops.SyncController}; {@link
 * dev.longshore.engine.gitops.GitOpsWiring} says who is woken by what.
 */
@NullMarked
package dev.longshore.engine.gitops;

import org.jspecify.annotations.NullMarked;
