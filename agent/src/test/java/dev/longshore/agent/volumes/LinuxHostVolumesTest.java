package dev.longshore.agent.volumes;

import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.host.LinuxRoot;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On this machine, as root. */
class LinuxHostVolumesTest extends VolumePluginContract {
    @RegisterExtension
    final LinuxRoot machine = new LinuxRoot();

    @Override
    protected HostFiles files() {
        return machine.files();
    }

    @Override
    protected String root() {
        return machine.path();
    }
}
