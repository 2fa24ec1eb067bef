/**
 * Looking at Git hosts and reading trees without a work tree. The only user of JGit. Every call ends in time; nothing of the
 * machine's own Git configuration counts; no hook, filter or submodule is ever run. Begin with
 * {@link dev.longshore.engine.gitops.git.GitHost}.
 */
@NullMarked
package dev.longshore.engine.gitops.git;

import org.jspecify.annotations.NullMarked;
