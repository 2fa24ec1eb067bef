package dev.longshore.manifests;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes to text, and text to the documents of a file: what must be refused before a YAML parser sees it. */
final class SourceText {
    private static final char MARK = '\uFEFF';

    private SourceText() {}

    /**
     * One document.
     * @param line of its first line in the file, from 1
     */
    record Document(String text, int line) {
        boolean looksLikeJson() {
            return text.stripLeading().startsWith("{");
        }
    }

    /** Strict UTF-8 of bounded size without control characters. */
    static String decode(byte[] bytes) {
        if (bytes.length > Limits.FILE_BYTES_MAX) {
            throw new Unreadable(0, 0, "larger than " + Limits.FILE_BYTES_MAX + " bytes: split the file");
        }
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            throw new Unreadable(1, 1, "not UTF-8 but UTF-16 or UTF-32: save the file as UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int[] place = placeOf(text, text.length());
            throw new Unreadable(place[0], place[1], "invalid UTF-8 at byte " + in.position());
        }
        refuseControls(text);
        return text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static void refuseControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
                int[] place = placeOf(text, i);
                throw new Unreadable(
                        place[0], place[1], "control character 0x%02x: remove it or escape it in quotes".formatted((int)
                                        c));
            }
        }
    }

    private static int[] placeOf(String text, int end) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new int[] {line, end - start + 1};
    }

    /** Splits at {@code ---} and {@code ...} lines, which YAML knows in no other meaning at column 0. */
    static List<Document> split(String text) {
        List<Document> documents = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int start = 1;
        int number = 0;
        boolean blank = true;
        for (String line : text.split("\n", -1)) {
            number++;
            String bare = line.isEmpty() || line.charAt(0) != MARK ? line : line.substring(1);
            if (isSeparator(bare, number)) {
                add(documents, current, start);
                start = number + 1;
                blank = true;
                continue;
            }
            if (blank && bare.startsWith("%")) {
                throw new Unreadable(number, 1, "directives such as %YAML are not supported: remove the line");
            }
            current.append(blank ? bare : line).append('\n');
            blank = blank && bare.isBlank();
        }
        add(documents, current, start);
        return documents;
    }

    private static void add(List<Document> documents, StringBuilder text, int line) {
        if (documents.size() == Limits.DOCUMENTS_MAX) {
            throw new Unreadable(line, 1, "more than " + Limits.DOCUMENTS_MAX + " documents: split the file");
        }
        documents.add(new Document(text.toString(), line));
        text.setLength(0);
    }

    private static boolean isSeparator(String line, int number) {
        boolean dashes = line.startsWith("---");
        if (!dashes && !line.startsWith("...")) {
            return false;
        }
        String rest = line.substring(3).strip();
        boolean apart = line.length() == 3 || Character.isWhitespace(line.charAt(3));
        if (rest.isEmpty() || (apart && rest.startsWith("#"))) {
            return true;
        }
        if (!dashes) {
            return false;
        }
        throw new Unreadable(number, 4, "invalid document separator: write what follows --- on a line of its own");
    }
}
