package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.History;
import dev.longshore.engine.store.Row;
import dev.longshore.engine.store.StoreKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads every row once, believes none before its proof, and gives the history that the store serves from. */
final class Scan {
    private final Meta meta;
    private final List<Row> rows = new ArrayList<>();
    private long last;
    private long digest;

    private Scan(Meta meta) {
        this.meta = meta;
    }

    /** @throws Damage when rows are damaged, missing, extra, or out of order */
    static History verified(Database database, Meta meta) throws SQLException {
        Scan scan = new Scan(meta);
        database.scan(scan::row);
        scan.end();
        return new History(scan.rows, meta.floor());
    }

    private void row(ResultSet found) throws SQLException {
        long revision = found.getLong(1);
        long flags = found.getLong(6);
        Entry entry = new Entry(
                new StoreKey(found.getString(2)),
                found.getBytes(7),
                revision,
                found.getLong(3),
                (flags & Checksums.DELETED) != 0);
        Row row = new Row(entry, found.getLong(4), found.getLong(5), (flags & Checksums.MORE) != 0);
        long crc = found.getLong(8);
        require(crc == Checksums.of(row), "row " + revision + " (" + entry.key() + ") has a wrong checksum");
        require(revision > last, "row " + revision + " stands after row " + last);
        require(
                revision <= meta.floor() || revision == Math.max(last, meta.floor()) + 1,
                "rows between " + last + " and " + revision + " are missing");
        last = revision;
        digest += Checksums.share(revision, crc);
        rows.add(row);
    }

    private void end() {
        require(rows.size() == meta.rows(), "there are " + rows.size() + " rows, not " + meta.rows());
        require(digest == meta.digest(), "the rows are not those that were written");
        require(
                Math.max(last, meta.floor()) == meta.head(),
                "the last row is " + last + ", the newest revision " + meta.head());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Damage(otherwise);
        }
    }
}
