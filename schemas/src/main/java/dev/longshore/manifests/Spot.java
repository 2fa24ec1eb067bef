package dev.longshore.manifests;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a value and its parts stand.
 *
 * @param place of the key for a field of a mapping, of the value otherwise
 */
record Spot(Manifest.Place place, Map<String, Spot> fields, List<Spot> items) implements Manifest.Positions {
    static Spot leaf(Manifest.Place place) {
        return new Spot(place, Map.of(), List.of());
    }

    Spot at(Manifest.Place other) {
        return new Spot(other, fields, items);
    }

    @Override
    public Optional<Manifest.Place> of(String path) {
        Spot found = this;
        String rest = path;
        while (!rest.isEmpty()) {
            Step step = found.step(rest);
            if (step.spot().isEmpty()) {
                break;
            }
            found = step.spot().get();
            rest = step.rest();
        }
        return Optional.of(found.place);
    }

    private record Step(Optional<Spot> spot, String rest) {}

    private Step step(String path) {
        if (path.startsWith("[")) {
            int end = path.indexOf(']');
            return end < 0
                    ? new Step(Optional.empty(), "")
                    : new Step(inBrackets(path.substring(1, end)), path.substring(end + 1));
        }
        String rest = path.startsWith(".") ? path.substring(1) : path;
        return fields.keySet().stream()
                .filter(name -> isFirst(name, rest))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(name -> new Step(Optional.ofNullable(fields.get(name)), rest.substring(name.length())))
                .orElse(new Step(Optional.empty(), ""));
    }

    /** Names may contain dots: the longest one that fits wins. */
    private static boolean isFirst(String name, String rest) {
        return rest.startsWith(name)
                && (rest.length() == name.length() || ".[".indexOf(rest.charAt(name.length())) >= 0);
    }

    private Optional<Spot> inBrackets(String text) {
        if (!items.isEmpty() && text.chars().allMatch(Character::isDigit) && text.length() < 7 && !text.isEmpty()) {
            int index = Integer.parseInt(text);
            return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
        }
        return Optional.ofNullable(fields.get(text.replace("\"", "")));
    }
}
