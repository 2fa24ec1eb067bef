/** What the server says about itself: groups, kinds, verbs, schemas, version. Pure functions from the catalogue to documents. */
@NullMarked
package dev.longshore.engine.apiserver.discovery;

import org.jspecify.annotations.NullMarked;
