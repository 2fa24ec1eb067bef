/** X.509 as the engine makes and believes it: its authority, what that signs, the verdict on what clients present. Time is handed
 * in; keys come from the platform. The only user of Bouncy Castle. Begin with
 * {@link dev.longshore.engine.access.certificates.CertificateAuthority}. */
@NullMarked
package dev.longshore.engine.access.certificates;

import org.jspecify.annotations.NullMarked;
