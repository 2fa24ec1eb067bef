@NullMarked
package dev.longshore.engine.apiserver.http;

import org.jspecify.annotations.NullMarked;
