package dev.longshore.engine.apiserver.http;

import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;

/** What every connection needs. */
public record Serving(Tasks tasks, Time time, HttpLimits limits, ClientVerifier verifier, ExchangeHandler handler) {}
