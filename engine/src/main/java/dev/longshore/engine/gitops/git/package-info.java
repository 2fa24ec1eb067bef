/** Looking at Git hosts and reading trees without a work tree. The only user of JGit. */
@NullMarked
package dev.longshore.engine.gitops.git;

import org.jspecify.annotations.NullMarked;
