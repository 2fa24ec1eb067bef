package dev.longshore.schemas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the walker made of one object.
 *
 * @param object the completed tree: nulls and unknown fields out, defaults in
 * @param unknown paths of fields no schema knows (strict: 400; warn: a warning; ignore: nothing)
 * @param mistyped values of a wrong JSON type: the body does not decode, 400
 * @param invalid everything else that is wrong: 422
 * @param unsupported fields that were given and are honoured in part or not at all, one sentence each, with the path
 */
public record Checked(
        ObjectNode object,
        List<String> unknown,
        List<Problem> mistyped,
        List<Problem> invalid,
        List<Problem> unsupported) {}
