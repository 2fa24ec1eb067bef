/** Views of the apps group's kinds. */
@NullMarked
package dev.longshore.objects.apps;

import org.jspecify.annotations.NullMarked;
