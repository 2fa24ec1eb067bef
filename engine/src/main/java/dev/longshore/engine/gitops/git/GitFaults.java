package dev.longshore.engine.gitops.git;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/** What failed, in one sentence for people. JGit's own texts may repeat addresses and answers of the host: they are not passed on. */
final class GitFaults {
    private GitFaults() {}

    static String text(Exception failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable cause : chain) {
            String known = known(cause);
            if (!known.isEmpty()) {
                return known;
            }
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("not authorized") || message.contains("authentication is required")) {
            return "the host refuses the credentials (or asks for some): check the Secret of the repository";
        }
        if (message.contains("not permitted") || message.contains("forbidden") || message.contains("403")) {
            return "the host forbids access: check the rights of the credentials";
        }
        if (message.contains("redirect")) {
            return "the host redirects elsewhere, which is not followed: use the final address";
        }
        if (message.contains("not our ref") || message.contains("not found in")) {
            return "the commit is no longer there: it was rewritten meanwhile";
        }
        return "the host did not answer as a Git host ("
                + chain.getLast().getClass().getSimpleName() + ")";
    }

    private static String known(Throwable cause) {
        return switch (cause) {
            case NoRemoteRepositoryException none ->
                "there is no repository at this address, or it is hidden from these credentials";
            case UnknownHostException unknown -> "the host name cannot be resolved";
            case ConnectException refused -> "the host refuses the connection";
            case SocketTimeoutException slow -> "the host does not answer";
            case SSLException untrusted -> "the host's certificate cannot be verified";
            case MissingObjectException missing -> "the host did not send the whole commit";
            case CorruptObjectException corrupt -> "the host sent damaged objects";
            default -> "";
        };
    }

    private static List<Throwable> chain(Exception failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < 20; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
