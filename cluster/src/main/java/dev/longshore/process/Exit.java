package dev.longshore.process;

/** With which code a process of ours ends. Source: sysexits.h, from 64 on. */
public enum Exit {
    CLEAN(0),
    USAGE(64),
    FAULT(70),
    LOCKED(73),
    DAMAGED(74),
    NEWER(76),
    PERMISSION(77),
    CONFIGURATION(78);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
