/**
 * The web port: webhook deliveries, status, metrics, probes and the page for people. Reads through the door, changes nothing but the
 * mark that a repository is to be looked at. The only user of Micronaut beside the wiring. Begin with {@link StatusReport}.
 */
@NullMarked
package dev.longshore.engine.web;

import org.jspecify.annotations.NullMarked;
