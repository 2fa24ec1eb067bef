package dev.longshore.schemas;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** For the check that each is used. */
    static Iterable<String> names() {
        return NAMED.keySet();
    }

    private static Map<String, Rule> all() {
        Map<String, Rule.Judge> judges = new TreeMap<>();
        judges.putAll(MetadataRules.ALL);
        judges.putAll(SelectorRules.ALL);
        judges.putAll(ContainerRules.ALL);
        judges.putAll(VolumeRules.ALL);
        judges.putAll(WorkloadRules.ALL);
        judges.putAll(UpdateRules.ALL);
        Map<String, Rule> rules = new TreeMap<>();
        judges.forEach((name, judge) -> rules.put(name, new Rule(name, judge)));
        return rules;
    }
}
