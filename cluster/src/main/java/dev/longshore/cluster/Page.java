package dev.longshore.cluster;

import dev.longshore.objects.Item;
import java.util.List;

/**
 * Some of what a query found, in order of key.
 *
 * @param revision of the whole list: a watch may start after it
 * @param next continue token; empty on the last page
 * @param remaining how many more there are; 0 on the last page or when unknown
 */
public record Page(List<Item> items, long revision, String next, long remaining) {}
