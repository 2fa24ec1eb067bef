package dev.longshore.engine.gitops.sync;

import dev.longshore.objects.ObjectKey;

/**
 * Why an object must not be deleted for the sake of the unit that has it: another Application wishes for it, or may do so.
 *
 * @param by the other Application
 * @param passing whether it will be known soon
 * @param why for people, as the end of a sentence about the object
 */
public record Claim(ObjectKey by, boolean passing, String why) {}
