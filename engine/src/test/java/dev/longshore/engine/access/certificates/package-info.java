@NullMarked
package dev.longshore.engine.access.certificates;

import org.jspecify.annotations.NullMarked;
