@NullMarked
package dev.longshore.objects.core;

import org.jspecify.annotations.NullMarked;
