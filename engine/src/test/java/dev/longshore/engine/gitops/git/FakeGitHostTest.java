package dev.longshore.engine.gitops.git;

import java.util.Map;
import java.util.Optional;

class FakeGitHostTest extends GitHostContract {
    private static final String URL = "https://git.example.com/shop.git";
    private final FakeGitHost host = new FakeGitHost();

    @Override
    protected GitHost host() {
        return host;
    }

    @Override
    protected GitHost.Address nowhere() {
        return new GitHost.Address("https://git.example.com/none.git", Optional.empty());
    }

    @Override
    protected Origin origin() {
        return new Origin() {
            @Override
            public GitHost.Address address() {
                return new GitHost.Address(URL, Optional.empty());
            }

            @Override
            public String push(String branch, Map<String, String> files) {
                return host.push(URL, branch, files);
            }

            @Override
            public void point(String ref, String commit) {
                host.point(URL, ref, commit);
            }

            @Override
            public void remove(String ref) {
                host.remove(URL, ref);
            }

            @Override
            public void prune() {
                host.prune(URL);
            }
        };
    }
}
