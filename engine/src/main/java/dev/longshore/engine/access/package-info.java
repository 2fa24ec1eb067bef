/** Who is calling and may they: identities and built-in rules, as pure decisions. */
@NullMarked
package dev.longshore.engine.access;

import org.jspecify.annotations.NullMarked;
