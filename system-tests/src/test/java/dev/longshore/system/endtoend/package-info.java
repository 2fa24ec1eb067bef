/** The shipped archive on real Docker, real Git and real kubectl. Begin with Installation. */
@NullMarked
package dev.longshore.system.endtoend;

import org.jspecify.annotations.NullMarked;
