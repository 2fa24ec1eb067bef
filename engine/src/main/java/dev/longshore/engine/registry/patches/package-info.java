/** The patch formats that need no managers: JSON patch, merge patch, strategic merge patch. Pure: tree and patch to tree. */
@NullMarked
package dev.longshore.engine.registry.patches;

import org.jspecify.annotations.NullMarked;
