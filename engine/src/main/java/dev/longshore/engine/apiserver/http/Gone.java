package dev.longshore.engine.apiserver.http;

/** The caller hung up, or took nothing for too long: nobody reads an answer any more. */
public final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Gone(String why) {
        super(why);
    }
}
