package dev.longshore.system.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bare Git repository whose hook tells an engine of each push with a signed webhook, and a clone of it to edit. Begins with one commit.
 *
 * @param bare what the engine follows
 * @param work where files are written
 */
record EditedRepository(Path bare, Path work) {

    static EditedRepository make(Path folder, int webPort, String secret) throws IOException {
        EditedRepository made = new EditedRepository(folder.resolve("repo.git"), folder.resolve("repo"));
        Shell.run(folder, "git", "init", "-q", "--bare", "--initial-branch=main", "repo.git");
        made.hook(webPort, secret);
        Shell.run(folder, "git", "clone", "-q", "repo.git", "repo");
        made.git("checkout", "-q", "-B", "main");
        made.git("config", "user.name", "You");
        made.git("config", "user.email", "you@example.invalid");
        made.push("begin");
        return made;
    }

    String url() {
        return "file://" + bare;
    }

    void write(String file, String text) {
        try {
            Path path = work.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Commits everything and pushes. @return the commit */
    String push(String message, String... options) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        List<String> command = new ArrayList<>(List.of("git", "push", "-q", "origin", "main"));
        command.addAll(List.of(options));
        Shell.run(work, Map.of(), "", command).orThrow();
        return git("rev-parse", "HEAD").strip();
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Shell.run(work, Map.of(), "", command).orThrow();
    }

    private void hook(int webPort, String secret) throws IOException {
        Path hook = bare.resolve("hooks/post-receive");
        Files.writeString(hook, """
                #!/bin/sh
                body='{"ref":"refs/heads/main","repository":{"clone_url":"%s"}}'
                sign=$(printf '%%s' "$body" | openssl dgst -sha256 -hmac '%s' | sed 's/^.* //')
                curl -sS -m 5 -o /dev/null -H 'Content-Type: application/json' -H 'X-GitHub-Event: push' \\
                    -H "X-Hub-Signature-256: sha256=$sign" --data-binary "$body" http://127.0.0.1:%d/api/webhook || true
                """.formatted(url(), secret, webPort));
        if (!hook.toFile().setExecutable(true)) {
            throw new AssertionError("cannot make the hook executable");
        }
    }
}
