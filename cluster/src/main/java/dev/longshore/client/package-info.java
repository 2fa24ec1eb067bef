/** The door over the public API, through a one-method transport. Dials out only. */
@NullMarked
package dev.longshore.client;

import org.jspecify.annotations.NullMarked;
