package dev.longshore.engine.apiserver.http;

/** What is wrong with the head of a request, and the status code it gets. */
public record HttpFault(int status, String message) {}
