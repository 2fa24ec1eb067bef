package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** For the check that each is used. */
    static Iterable<String> names() {
        return NAMED.keySet();
    }

    /** What {@code judge} says of the items of a list; a place is written only where it says something. */
    static void each(String list, List<Fields> items, Function<Fields, List<Problem>> judge, List<Problem> problems) {
        for (int i = 0; i < items.size(); i++) {
            for (Problem problem : judge.apply(items.get(i))) {
                problems.add(problem.at(list + "[" + i + "]"));
            }
        }
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
