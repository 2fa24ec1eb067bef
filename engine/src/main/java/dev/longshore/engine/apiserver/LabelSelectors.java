package dev.longshore.engine.apiserver;

import dev.longshore.objects.Selector;
import dev.longshore.objects.Selector.Operator;
import dev.longshore.objects.Selector.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of label selectors. Source: Kubernetes, "Labels and Selectors". */
final class LabelSelectors {
    private static final int LENGTH_MAX = 16 * 1024;
    private static final int TERMS_MAX = 500;
    private static final String KEY = "([A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?)";
    private static final String VALUE = "([A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?|)";
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*" + KEY);
    private static final Pattern COMPARED = Pattern.compile(KEY + "\\s*(==|=|!=)\\s*" + VALUE);
    private static final Pattern NUMBER = Pattern.compile(KEY + "\\s*([<>])\\s*(-?\\d+)");
    private static final Pattern SET = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern PLAIN = Pattern.compile(VALUE);

    private LabelSelectors() {}

    /** @throws ApiRefusal when it cannot be read */
    static Selector parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw ApiRefusal.badRequest("the label selector is longer than " + LENGTH_MAX + " characters");
        }
        List<Requirement> all = new ArrayList<>();
        for (String term : terms(text)) {
            if (!term.isEmpty()) {
                all.add(requirement(term));
            }
        }
        if (all.size() > TERMS_MAX) {
            throw ApiRefusal.badRequest("the label selector has more than " + TERMS_MAX + " terms");
        }
        return new Selector(List.copyOf(all));
    }

    /** Cut at the commas outside parentheses. */
    private static List<String> terms(String text) {
        return Arrays.stream(text.split(",(?![^(]*\\))", -1)).map(String::strip).toList();
    }

    private static Requirement requirement(String term) {
        Matcher match = COMPARED.matcher(term);
        if (match.matches()) {
            Operator operator = match.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN;
            return new Requirement(match.group(1), operator, List.of(match.group(3)));
        }
        match = SET.matcher(term);
        if (match.matches()) {
            Operator operator = match.group(2).equals("in") ? Operator.IN : Operator.NOT_IN;
            return new Requirement(match.group(1), operator, values(term, match.group(3)));
        }
        match = NUMBER.matcher(term);
        if (match.matches()) {
            Operator operator = match.group(2).equals(">") ? Operator.GREATER_THAN : Operator.LESS_THAN;
            return new Requirement(match.group(1), operator, List.of(match.group(3)));
        }
        match = EXISTS.matcher(term);
        if (match.matches()) {
            Operator operator = match.group(1).isEmpty() ? Operator.EXISTS : Operator.DOES_NOT_EXIST;
            return new Requirement(match.group(2), operator, List.of());
        }
        throw unreadable(term);
    }

    private static List<String> values(String term, String inside) {
        List<String> values =
                Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
        if (!values.stream().allMatch(value -> PLAIN.matcher(value).matches())) {
            throw unreadable(term);
        }
        return values;
    }

    private static ApiRefusal unreadable(String term) {
        return ApiRefusal.badRequest("unable to parse requirement: \"" + term
                + "\": expected key, !key, key=value, key!=value, key in (a,b), key notin (a,b), key>1 or key<1");
    }
}
