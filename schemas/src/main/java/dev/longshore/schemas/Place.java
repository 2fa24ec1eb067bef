package dev.longshore.schemas;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk stands, as {@code spec.containers[0].env}. Kept as steps, for an object that is right never needs the text: going a step
 * further costs two stores. Source of the form: {@code field.Path} of apimachinery.
 */
final class Place {
    private static final int FIELD = -1;
    private static final int KEY = -2;

    private @Nullable String[] names = new String[32];
    private int[] steps = new int[32];
    private int length;

    void field(String name) {
        enter(name, FIELD);
    }

    void key(String name) {
        enter(name, KEY);
    }

    void item(int index) {
        enter(null, index);
    }

    private void enter(@Nullable String name, int step) {
        if (length == steps.length) {
            names = Arrays.copyOf(names, 2 * length);
            steps = Arrays.copyOf(steps, 2 * length);
        }
        names[length] = name;
        steps[length++] = step;
    }

    /** Back to where the last step was taken. */
    void leave() {
        length--;
    }

    /** The place of a field of what stands here. */
    String at(String name) {
        String here = toString();
        return here.isEmpty() ? name : here + "." + name;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (steps[i]) {
                case FIELD -> text.append(i == 0 ? "" : ".").append(names[i]);
                case KEY -> text.append('[').append(names[i]).append(']');
                default -> text.append('[').append(steps[i]).append(']');
            }
        }
        return text.toString();
    }
}
