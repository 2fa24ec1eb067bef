/** OpenAPI v3 of everything served, written from the same nodes that check objects. Begin with
 * {@link dev.longshore.schemas.openapi.OpenApi}. Read by kubectl for explain, and to learn what the server can do. */
@NullMarked
package dev.longshore.schemas.openapi;

import org.jspecify.annotations.NullMarked;
