/** The Kubernetes API as spoken over HTTP: paths, verbs, queries, media types, watch frames, tables, status bodies. Translates to
 * {@link dev.longshore.cluster.Cluster} and back, and knows no rule about objects. Begin with
 * {@link dev.longshore.engine.apiserver.ApiServer}. */
@NullMarked
package dev.longshore.engine.apiserver;

import org.jspecify.annotations.NullMarked;
