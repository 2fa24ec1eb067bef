package dev.longshore.process;

/** With which code a process of ours ends: all there are. Source: sysexits.h, from 64 on. */
public enum Exit {
    CLEAN(0, "it ended as it should"),
    FAILED(1, "what was asked for was not done"),
    /** The JVM's own, as the launcher starts it. */
    OUT_OF_MEMORY(3, "out of memory"),
    USAGE(64, "wrong usage"),
    FAULT(70, "an internal fault"),
    LOCKED(73, "another process uses the data folder"),
    DAMAGED(74, "the store is damaged, or older than it was"),
    NEWER(76, "the store was written by a newer version"),
    PERMISSION(77, "a right is missing"),
    CONFIGURATION(78, "a setting, a port or a credential is not usable");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** For people; each command says more. */
    public String meaning() {
        return meaning;
    }
}
