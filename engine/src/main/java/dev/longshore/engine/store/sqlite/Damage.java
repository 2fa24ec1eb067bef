package dev.longshore.engine.store.sqlite;

/** Something in a database is not what was written. */
final class Damage extends RuntimeException {
    private static final long serialVersionUID = 1;

    Damage(String what) {
        super(what);
    }
}
