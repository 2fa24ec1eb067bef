/**
 * How a process of ours begins and ends: {@link dev.longshore.process.Launch} runs it until it is asked to end,
 * {@link dev.longshore.process.ProcessFault} ends it with a sentence, {@link dev.longshore.process.Exit} is the one table of exit codes.
 * Knows nothing of what runs.
 */
@NullMarked
package dev.longshore.process;

import org.jspecify.annotations.NullMarked;
