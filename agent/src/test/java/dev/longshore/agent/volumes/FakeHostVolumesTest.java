package dev.longshore.agent.volumes;

import dev.longshore.agent.host.FakeHostFiles;
import dev.longshore.agent.host.HostFiles;

class FakeHostVolumesTest extends VolumePluginContract {
    private final HostFiles files = new FakeHostFiles();

    FakeHostVolumesTest() {
        files.makeFolder("/root", 0755);
    }

    @Override
    protected HostFiles files() {
        return files;
    }

    @Override
    protected String root() {
        return "/root";
    }
}
