/** What the hot paths cost, measured with JMH. No part of the product: every build compiles it, only a person runs it. Begin with
 * {@link dev.longshore.benchmarks.Benchmarks}; {@code docs/benchmarks.md} keeps the figures. */
@NullMarked
package dev.longshore.benchmarks;

import org.jspecify.annotations.NullMarked;
