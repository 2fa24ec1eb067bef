@NullMarked
package dev.longshore.engine.apiserver.discovery;

import org.jspecify.annotations.NullMarked;
