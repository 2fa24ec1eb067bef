/** YAML text to objects that remember file:line. The only user of SnakeYAML outside the build. */
@NullMarked
package dev.longshore.manifests;

import org.jspecify.annotations.NullMarked;
