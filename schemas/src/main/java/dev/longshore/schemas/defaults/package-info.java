/** Defaults that depend on other fields, by the names kind files use. Begin with
 * {@link dev.longshore.schemas.defaults.Defaulters}. Works on JSON alone: values may still be of a wrong type, and are then left. */
@NullMarked
package dev.longshore.schemas.defaults;

import org.jspecify.annotations.NullMarked;
