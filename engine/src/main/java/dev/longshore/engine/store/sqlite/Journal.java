package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Row;
import dev.longshore.engine.store.StoreUnavailable.Cause;
import dev.longshore.engine.store.sqlite.Writer.InDoubt;
import dev.longshore.engine.store.sqlite.Writer.NotWritten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes groups durable: transaction, then high-water mark, and the checkpoints between them. After a fault it tells apart what was
 * not written (the disk is full) from what is in doubt; after doubt it must not be used again. For one thread.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int CHECKPOINT_GROUPS = 1000;
    private static final long CHECKPOINT_BYTES = 16L * 1024 * 1024;
    private static final long ROW_BYTES = 512;
    private static final long GROUP_BYTES = 16L * 1024;

    private final Path folder;
    private final Path log;
    private final Database database;
    private final HighWater highWater;
    private final Reserve reserve;
    private final SqliteSettings settings;
    private Meta meta;
    private int groups;
    private long bytes;
    private boolean full;

    Journal(Path folder, Database database, HighWater highWater, Meta meta, SqliteSettings settings) {
        this.folder = folder;
        this.log = folder.resolve(SqliteStore.DATABASE + "-wal");
        this.database = database;
        this.highWater = highWater;
        this.meta = meta;
        this.settings = settings;
        this.reserve = new Reserve(folder, settings.reserveBytes());
    }

    /** Counts one more opening and takes the reserve. A full disk can still be read from. */
    void begin() {
        try {
            write(meta.opened(), List.of(), List.of());
        } catch (NotWritten refused) {
            LOG.error("store: opened for reading only: {}", refused.getMessage());
            return;
        }
        full = !reserve.restore();
        if (full) {
            LOG.error("{}", fullMessage());
        }
        guarded(() -> checkpoint(true));
    }

    HighWater highWater() {
        return highWater;
    }

    /** Durable on return. */
    void add(List<Row> rows) {
        write(meta.with(rows), rows, List.of());
    }

    /** Durable on return. */
    void remove(long floor, List<Row> rows) {
        write(meta.compacted(floor, rows), List.of(), rows);
    }

    private void write(Meta next, List<Row> added, List<Row> removed) {
        requireRoom();
        try {
            if (Files.exists(log) && Files.size(log) >= settings.walBytesMax()) {
                checkpoint(true);
            }
            database.write(next, added, removed);
            highWater.write(next);
        } catch (SQLException fault) {
            throw notWritten(fault);
        } catch (IOException fault) {
            throw new InDoubt("store: " + folder + ": the high-water mark cannot be written: " + fault, fault);
        }
        meta = next;
        groups++;
        bytes += GROUP_BYTES;
        for (Row row : added) {
            bytes += ROW_BYTES + row.entry().value().length;
        }
        if (groups >= CHECKPOINT_GROUPS || bytes >= CHECKPOINT_BYTES) {
            guarded(() -> checkpoint(false));
        }
    }

    private void requireRoom() {
        if (full) {
            full = !reserve.restore();
        }
        if (full) {
            throw new NotWritten(Cause.FULL, fullMessage());
        }
    }

    private RuntimeException notWritten(SQLException fault) {
        if (Database.full(fault)) {
            guarded(database::rollback);
            makeRoom();
            return new NotWritten(Cause.FULL, fullMessage());
        }
        if (Database.busy(fault)) {
            guarded(database::rollback);
            return new NotWritten(Cause.BUSY, "store: " + folder + " is held by another program; close it");
        }
        return new InDoubt("store: " + folder + ": a write failed, what is on disk is in doubt: " + fault, fault);
    }

    /** The log may need the reserve to get into the database. */
    private void makeRoom() {
        full = true;
        reserve.release();
        guarded(() -> database.checkpoint(true));
        LOG.error("{}", fullMessage());
    }

    private String fullMessage() {
        String needed = String.format("%.1f", 2 * settings.reserveBytes() / 1048576.0);
        return "store: no space left on " + folder + "; " + needed
                + " MiB needed; writes are refused until there is room, reads and running workloads are not affected;"
                + " free space there, nothing needs to be restarted";
    }

    /** When there is nothing else to do. */
    void idle() {
        if (full) {
            full = !reserve.restore();
        }
        if (groups > 0 && !full) {
            guarded(() -> {
                checkpoint(false);
                database.shrink();
            });
        }
    }

    private void checkpoint(boolean truncate) throws SQLException {
        database.checkpoint(truncate);
        groups = 0;
        bytes = 0;
    }

    private interface Step {
        void run() throws SQLException;
    }

    /** A full disk only puts it off; every other fault is doubt: SQLite reports a failed sync once and then success. */
    private void guarded(Step step) {
        try {
            step.run();
        } catch (SQLException fault) {
            if (!Database.full(fault)) {
                throw new InDoubt("store: " + folder + ": a checkpoint failed: " + fault, fault);
            }
            full = true;
        }
    }

    /** Empties the log into the database and lets go of the files. */
    void close() {
        guarded(() -> checkpoint(true));
        try {
            database.close();
            highWater.close();
        } catch (SQLException | IOException fault) {
            LOG.warn("store: {} was not closed cleanly, which the next start repairs: {}", folder, fault.toString());
        }
    }
}
