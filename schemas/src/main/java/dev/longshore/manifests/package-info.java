/**
 * Text in a repository or a request to objects that remember file:line. The only user of SnakeYAML outside the build. Scalars
 * mean what kubectl makes of them; everything is bounded; no class is ever made from a tag. Begin with
 * {@link dev.longshore.manifests.ManifestReader}.
 */
@NullMarked
package dev.longshore.manifests;

import org.jspecify.annotations.NullMarked;
