package dev.longshore.engine.gitops.sync;

import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Application;

/** Names of units in tracking annotations. Source: Argo CD, Application.InstanceName. */
public final class UnitNames {
    private UnitNames() {}

    /** The name alone in the control namespace, {@code namespace_name} elsewhere. */
    public static String of(ObjectKey application, String controlNamespace) {
        return application.namespace().equals(controlNamespace)
                ? application.name()
                : application.namespace() + "_" + application.name();
    }

    /** The Application that a unit's name belongs to. Names of objects never hold an underscore. */
    public static ObjectKey application(String unit, String controlNamespace) {
        int at = unit.indexOf('_');
        return at < 0
                ? ObjectKey.of(Application.KIND, controlNamespace, unit)
                : ObjectKey.of(Application.KIND, unit.substring(0, at), unit.substring(at + 1));
    }
}
