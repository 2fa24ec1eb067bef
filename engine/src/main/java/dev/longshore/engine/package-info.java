/** The engine process: settings, wiring (serving and acting group), order of start and stop. The only package that knows
 * every other; nothing knows it. */
@NullMarked
package dev.longshore.engine;

import org.jspecify.annotations.NullMarked;
