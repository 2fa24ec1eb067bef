/** One compiled form of every kind file, and its consumers: check, default, prune, columns, OpenAPI. Begin with
 * {@link dev.longshore.schemas.SchemaCatalog}; the nodes are {@link dev.longshore.schemas.Shape}. */
@NullMarked
package dev.longshore.schemas;

import org.jspecify.annotations.NullMarked;
