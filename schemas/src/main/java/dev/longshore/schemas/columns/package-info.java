/** Cells of printer columns where a path is not enough, by the names kind files use. Begin with
 * {@link dev.longshore.schemas.columns.Cells}. Source: pkg/printers/internalversion. */
@NullMarked
package dev.longshore.schemas.columns;

import org.jspecify.annotations.NullMarked;
