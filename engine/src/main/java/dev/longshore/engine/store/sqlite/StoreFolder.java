package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.History;
import dev.longshore.engine.store.OpenRefused;
import dev.longshore.process.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a store, and the steps from a folder to something that may be served: disk, lock, format, pragmas, record, high-water
 * mark, every row. Any doubt is a refusal; nothing is repaired.
 */
final class StoreFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFolder.class);
    private static final String FORMAT = "FORMAT";
    private static final String HIGH_WATER = "highwater";
    /** Stands while a folder is first filled: nothing in it was ever acknowledged. */
    private static final String CREATING = "creating";

    private static final List<String> CONTENT =
            List.of(SqliteStore.DATABASE, SqliteStore.DATABASE + "-wal", HIGH_WATER, FORMAT);

    private StoreFolder() {}

    /** What came of an opening. */
    record Opened(UUID storeId, History history, Journal journal, StoreLock lock) {
        void release() {
            try {
                lock.close();
            } catch (IOException fault) {
                LOG.warn("store: the lock was not let go cleanly: {}", fault.toString());
            }
        }
    }

    /** @throws OpenRefused when it must not be served */
    static Opened open(Path folder, SqliteSettings settings) {
        try {
            Disks.makeFolder(folder);
            Disks.check(folder);
            StoreLock lock = StoreLock.take(folder);
            try {
                prepare(folder);
                return read(folder, settings, lock);
            } catch (IOException | RuntimeException refused) {
                lock.close();
                throw refused;
            }
        } catch (IOException fault) {
            throw Disks.refusal(folder, fault);
        }
    }

    private static void prepare(Path folder) throws IOException {
        Path creating = folder.resolve(CREATING);
        boolean interrupted = Files.exists(creating);
        boolean empty = CONTENT.stream().noneMatch(name -> Files.exists(folder.resolve(name)));
        if (interrupted || empty) {
            Disks.makeFile(creating);
            Disks.sync(folder);
            create(folder);
            Files.delete(creating);
            Disks.sync(folder);
        }
        for (String name : List.of(SqliteStore.DATABASE, HIGH_WATER, FORMAT)) {
            if (!Files.exists(folder.resolve(name))) {
                throw damaged(folder, "the file " + name + " is missing");
            }
        }
    }

    private static void create(Path folder) throws IOException {
        for (String name : CONTENT) {
            Files.deleteIfExists(folder.resolve(name));
        }
        UUID storeId = UUID.randomUUID();
        for (String name : List.of(SqliteStore.DATABASE, HIGH_WATER, FORMAT)) {
            Disks.makeFile(folder.resolve(name));
        }
        try (HighWater highWater = HighWater.open(folder.resolve(HIGH_WATER))) {
            Database.create(folder.resolve(SqliteStore.DATABASE), storeId);
            highWater.write(Meta.first(storeId));
            FormatFile.write(folder.resolve(FORMAT), storeId);
            Disks.syncFile(folder.resolve(FORMAT));
        } catch (SQLException fault) {
            throw refused(folder, fault);
        }
    }

    private static Opened read(Path folder, SqliteSettings settings, StoreLock lock) throws IOException {
        UUID storeId = FormatFile.read(folder.resolve(FORMAT));
        HighWater highWater = HighWater.open(folder.resolve(HIGH_WATER));
        try {
            Database database = connected(folder, settings);
            try {
                return verified(folder, settings, lock, storeId, highWater, database);
            } catch (IOException | RuntimeException refused) {
                database.abandon();
                throw refused;
            }
        } catch (IOException | RuntimeException refused) {
            highWater.close();
            throw refused;
        }
    }

    private static Database connected(Path folder, SqliteSettings settings) {
        try {
            return Database.open(folder.resolve(SqliteStore.DATABASE), settings.pagesMax());
        } catch (SQLException fault) {
            throw refused(folder, fault);
        }
    }

    private static Opened verified(
            Path folder, SqliteSettings settings, StoreLock lock, UUID storeId, HighWater highWater, Database database)
            throws IOException {
        Meta meta;
        History history;
        try {
            meta = database.meta();
            if (!meta.storeId().equals(storeId)) {
                throw new Damage("FORMAT names the store " + storeId + ", the database is " + meta.storeId());
            }
            highWater.check(meta);
            history = Scan.verified(database, meta);
        } catch (OpenRefused refused) {
            throw refused;
        } catch (SQLException fault) {
            throw refused(folder, fault);
        } catch (RuntimeException anything) {
            throw damaged(folder, String.valueOf(anything.getMessage()));
        }
        Journal journal = new Journal(folder, database, highWater, meta, settings);
        try {
            journal.begin();
        } catch (Writer.InDoubt fault) {
            throw damaged(folder, String.valueOf(fault.getMessage()));
        }
        Disks.sync(folder);
        return new Opened(storeId, history, journal, lock);
    }

    private static RuntimeException refused(Path folder, SQLException fault) {
        if (Database.busy(fault)) {
            return new OpenRefused(
                    Exit.LOCKED,
                    "store: " + folder.resolve(SqliteStore.DATABASE)
                            + " is open in another program, perhaps an SQLite shell. Close it",
                    fault);
        }
        if (Database.notAllowed(fault)) {
            return new OpenRefused(
                    Exit.PERMISSION,
                    "store: " + folder + " cannot be used: " + fault.getMessage()
                            + ". Give a folder that belongs to the user of this process",
                    fault);
        }
        return damaged(folder, String.valueOf(fault.getMessage()));
    }

    private static OpenRefused damaged(Path folder, String why) {
        return new OpenRefused(
                Exit.DAMAGED,
                "store: " + folder + " is damaged: " + why
                        + ". Nothing was changed. Restore the folder from a backup"
                        + " (serving what is sound and salvage are not supported yet)");
    }
}
