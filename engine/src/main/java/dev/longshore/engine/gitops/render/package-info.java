/**
 * A folder of a commit to the objects it wishes for, as a pure function of tree, request and catalogue: no network, no work tree,
 * no file of this machine. What is wrong has file:line; an error is never an empty result. Begin with
 * {@link dev.longshore.engine.gitops.render.DirectoryRenderer}.
 */
@NullMarked
package dev.longshore.engine.gitops.render;

import org.jspecify.annotations.NullMarked;
