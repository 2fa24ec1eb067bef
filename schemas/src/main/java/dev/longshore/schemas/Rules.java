package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import dev.longshore.schemas.formats.Formats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All rules that have a name. */
final class Rules {
    private static final Map<String, Rule> NAMED = all();

    private Rules() {}

    /** @throws IllegalArgumentException for a name nothing stands behind */
    static List<Rule> named(List<String> names) {
        return names.stream().map(Rules::named).toList();
    }

    private static Rule named(String name) {
        Rule found = NAMED.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no rule " + name);
        }
        return found;
    }

    private static Map<String, Rule> all() {
        Map<String, Rule> rules = new HashMap<>();
        add(rules, "name-dns-label", (object, old) -> name(object, Formats::dnsLabel));
        add(rules, "name-dns-subdomain", (object, old) -> name(object, Formats::dnsSubdomain));
        return rules;
    }

    private static void add(Map<String, Rule> rules, String name, Rule.Judge judge) {
        rules.put(name, new Rule(name, judge));
    }

    /** An object that asks for a generated name has none yet. */
    private static List<Problem> name(Fields object, Function<String, Optional<String>> format) {
        String name = object.text("metadata", "name").orElse("");
        if (name.isEmpty()) {
            return object.text("metadata", "generateName").orElse("").isEmpty()
                    ? List.of(Problem.required("metadata.name", "name or generateName is required"))
                    : List.of();
        }
        return format.apply(name).map(fault -> Problem.invalid("metadata.name", Bounds.quoted(name), fault)).stream()
                .toList();
    }
}
