/** What all workload planners share: claiming children, names, order of deletion, percentages. Pure. */
@NullMarked
package dev.longshore.engine.workloads;

import org.jspecify.annotations.NullMarked;
