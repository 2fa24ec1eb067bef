@NullMarked
package dev.longshore.engine.apiserver;

import org.jspecify.annotations.NullMarked;
