/** The store in one SQLite file: one connection, one writer thread, group commit, and proof at every open that nothing was lost. */
@NullMarked
package dev.longshore.engine.store.sqlite;

import org.jspecify.annotations.NullMarked;
