package dev.longshore.engine.gitops.git;

import java.time.Instant;

/**
 * A fetched commit.
 * @param sha 40 hex digits
 */
public record Commit(String sha, Instant time, String author, String message, Tree tree) {}
