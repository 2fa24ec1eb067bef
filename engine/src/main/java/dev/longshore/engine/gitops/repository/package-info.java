/**
 * Keeps Repository objects true: asks the host, fetches what moved, writes the heads to the status. Nothing about Git is polled
 * anywhere else, whatever the number of Applications. Begin with
 * {@link dev.longshore.engine.gitops.repository.RepositoryController}.
 */
@NullMarked
package dev.longshore.engine.gitops.repository;

import org.jspecify.annotations.NullMarked;
