package dev.longshore.manifests;

/**
 * What is wrong in a file, or worth a warning.
 *
 * @param line from 1; 0 when it is about the whole file
 * @param column from 1; 0 when it is about the whole file or line
 * @param message what is wrong and what to do; never contains a value of the file
 */
public record ManifestProblem(String file, int line, int column, String message)
        implements Comparable<ManifestProblem> {
    /** About a whole file. */
    public static ManifestProblem of(String file, String message) {
        return new ManifestProblem(file, 0, 0, message);
    }

    /** About a place of a manifest. */
    public static ManifestProblem at(Manifest manifest, String path, String message) {
        return manifest.positions()
                .of(path)
                .map(place -> new ManifestProblem(manifest.file(), place.line(), place.column(), message))
                .orElse(of(manifest.file(), message));
    }

    /** {@code file:line:column: message}, as editors understand it. */
    public String text() {
        return place() + ": " + message;
    }

    /** {@code file:line:column}, as far as known. */
    public String place() {
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }

    /** By file, line, column, message. */
    @Override
    public int compareTo(ManifestProblem other) {
        int order = file.compareTo(other.file);
        order = order != 0 ? order : Integer.compare(line, other.line);
        order = order != 0 ? order : Integer.compare(column, other.column);
        return order != 0 ? order : message.compareTo(other.message);
    }
}
