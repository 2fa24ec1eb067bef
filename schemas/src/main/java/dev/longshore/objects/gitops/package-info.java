/** Views of Application (argoproj.io) and Repository (longshore.io). */
@NullMarked
package dev.longshore.objects.gitops;

import org.jspecify.annotations.NullMarked;
