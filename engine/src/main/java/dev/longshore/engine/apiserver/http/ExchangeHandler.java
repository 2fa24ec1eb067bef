package dev.longshore.engine.apiserver.http;

/** Answers requests. Called on a task of its own for each; may block. */
@FunctionalInterface
public interface ExchangeHandler {
    /** Answers through the exchange's sink. A handler that returns without an answer, or throws, has its connection cut. */
    void handle(Exchange exchange);
}
