/** The launcher and the user commands. */
@NullMarked
package dev.longshore.cli;

import org.jspecify.annotations.NullMarked;
