/** What must go because something else went: dependants of owners, contents of namespaces, old Events. */
@NullMarked
package dev.longshore.engine.cleanup;

import org.jspecify.annotations.NullMarked;
