package dev.longshore.engine.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The status report as a plain page for people: no script, nothing from elsewhere, readable as text. */
final class StatusPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="refresh" content="5"><title>Longshore</title><style>
            :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
            body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.3rem } h2 { font-size: 1rem; margin: 2rem 0 .3rem }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; vertical-align: top }
            th { font-weight: 500; opacity: .65 } code { font-size: .9em }
            .good { color: #15803d } .bad { color: #dc2626; font-weight: 600 } .wait { color: #b45309 }
            ul { padding-left: 1.2rem } footer { margin-top: 2.5rem; opacity: .65 }
            </style></head><body>
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private StatusPage() {}

    static String of(JsonNode report) {
        return new StatusPage().build(report);
    }

    private String build(JsonNode report) {
        boolean ok = report.path("ok").asBoolean();
        page.append("<h1>Longshore: <span class=\"").append(ok ? "good" : "bad").append("\">");
        page.append(ok ? "all is as Git says" : "not all is as Git says").append("</span></h1>\n");
        problems(report.path("problems"));
        table("Applications", report.path("applications"), "namespace", "name", "sync", "health", "commit", "message");
        conditions(report.path("applications"));
        table("Repositories", report.path("repos"), "name", "url", "heads", "checkedAgo", "error");
        table("Nodes", report.path("nodes"), "name", "ready", "schedulable", "reason", "message");
        table(
                "Pods",
                report.path("pods"),
                "namespace",
                "name",
                "node",
                "phase",
                "ready",
                "address",
                "reason",
                "message");
        page.append("<footer>version ").append(text(report.path("version")));
        page.append(" · revision ").append(text(report.path("store").path("revision")));
        page.append(" · ").append(text(report.path("now")));
        page.append(" · <a href=\"/status\">JSON</a> · <a href=\"/metrics\">metrics</a></footer></body></html>\n");
        return page.toString();
    }

    private void problems(JsonNode problems) {
        if (problems.isEmpty()) {
            return;
        }
        page.append("<h2>What is not green, and why</h2><ul>\n");
        problems.forEach(problem -> page.append("<li><b>")
                .append(text(problem.path("object")))
                .append("</b> <span class=\"bad\">")
                .append(text(problem.path("type")))
                .append("</span> ")
                .append(text(problem.path("message")))
                .append("</li>\n"));
        page.append("</ul>\n");
    }

    private void conditions(JsonNode applications) {
        applications.forEach(application -> application
                .path("conditions")
                .forEach(condition -> page.append("<p><b>")
                        .append(text(application.path("name")))
                        .append("</b> ")
                        .append(text(condition.path("type")))
                        .append(": ")
                        .append(text(condition.path("message")))
                        .append("</p>\n")));
    }

    private void table(String title, JsonNode rows, String... columns) {
        page.append("<h2>").append(title).append("</h2>\n");
        if (rows.isEmpty()) {
            page.append("<p>none</p>\n");
            return;
        }
        page.append("<table><tr>");
        for (String column : columns) {
            page.append("<th>").append(column).append("</th>");
        }
        page.append("</tr>\n");
        rows.forEach(row -> row(row, columns));
        page.append("</table>\n");
    }

    private void row(JsonNode row, String... columns) {
        page.append("<tr>");
        for (String column : columns) {
            JsonNode cell = row.path(column);
            page.append("<td class=\"")
                    .append(colour(cell))
                    .append("\">")
                    .append(cell(column, cell))
                    .append("</td>");
        }
        page.append("</tr>\n");
    }

    private static String cell(String column, JsonNode cell) {
        if (column.equals("commit") && cell.asText().length() > 12) {
            return "<code>" + escape(cell.asText().substring(0, 12)) + "</code>";
        }
        if (cell.isObject()) {
            StringBuilder pairs = new StringBuilder();
            cell.properties()
                    .forEach(entry -> pairs.append(escape(entry.getKey()))
                            .append(" <code>")
                            .append(escape(entry.getValue()
                                    .asText()
                                    .substring(
                                            0,
                                            Math.min(
                                                    12,
                                                    entry.getValue().asText().length()))))
                            .append("</code> "));
            return pairs.toString();
        }
        return text(cell);
    }

    private static String colour(JsonNode cell) {
        return switch (cell.asText().toLowerCase(Locale.ROOT)) {
            case "synced", "healthy", "true", "running" -> "good";
            case "outofsync", "degraded", "missing", "failed", "false" -> "bad";
            case "progressing", "unknown", "pending", "terminating" -> "wait";
            default -> "";
        };
    }

    private static String text(JsonNode node) {
        return escape(node.asText());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
