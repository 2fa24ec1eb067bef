/**
 * Works on kind files while the product is built, never while it runs: {@link dev.longshore.schemas.compiler.KindCompiler} checks
 * them and makes the one resource the catalogue is read from, {@link dev.longshore.schemas.compiler.FactWords} writes into them what
 * a release of Kubernetes states about its fields.
 */
@NullMarked
package dev.longshore.schemas.compiler;

import org.jspecify.annotations.NullMarked;
