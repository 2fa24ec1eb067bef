package dev.longshore.engine.gitops.render;

/**
 * What is to be rendered for whom.
 *
 * @param unit name of the unit in tracking annotations
 * @param namespace for objects that name none; may be empty
 */
public record RenderRequest(DirectorySource source, String unit, String namespace, SyncOptions options) {}
