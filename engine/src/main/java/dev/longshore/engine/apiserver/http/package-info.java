/** HTTP on the API port, and nothing of Kubernetes: listener, TLS, connections, limits, drain. Handlers see an
 * {@link dev.longshore.engine.apiserver.http.Exchange}, over sockets or in memory. The only user of Netty beside the wiring,
 * which hands in the event loops. Begin with {@link dev.longshore.engine.apiserver.http.ApiListener}. */
@NullMarked
package dev.longshore.engine.apiserver.http;

import org.jspecify.annotations.NullMarked;
