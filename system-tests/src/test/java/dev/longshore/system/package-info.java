/** Rules of the structure, and the product tried as a whole. */
@NullMarked
package dev.longshore.system;

import org.jspecify.annotations.NullMarked;
