package dev.longshore.engine.gitops.health;

/**
 * How well something is.
 * @param message why; may be empty
 */
public record Health(Code code, String message) {
    /** From best to worst. Source: gitops-engine, healthOrder. */
    public enum Code {
        HEALTHY("Healthy"),
        SUSPENDED("Suspended"),
        PROGRESSING("Progressing"),
        MISSING("Missing"),
        DEGRADED("Degraded"),
        UNKNOWN("Unknown");

        private final String word;

        Code(String word) {
            this.word = word;
        }

        /** As it stands in a status. */
        public String word() {
            return word;
        }
    }

    public static final Health HEALTHY = new Health(Code.HEALTHY, "");
    public static final Health MISSING = new Health(Code.MISSING, "");

    static Health progressing(String message) {
        return new Health(Code.PROGRESSING, message);
    }

    static Health degraded(String message) {
        return new Health(Code.DEGRADED, message);
    }

    public boolean is(Code other) {
        return code == other;
    }

    /** The same with more to say. */
    public Health saying(String more) {
        return new Health(code, message.isEmpty() ? more : message + " (" + more + ")");
    }
}
