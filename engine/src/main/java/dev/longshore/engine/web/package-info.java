/**
 * The web port: signed webhooks, status, metrics, pages. What decides about a delivery is pure: {@link
 * dev.longshore.engine.web.WebhookSignature} whether it is genuine, {@link dev.longshore.engine.web.PushPayload} what it names.
 */
@NullMarked
package dev.longshore.engine.web;

import org.jspecify.annotations.NullMarked;
