package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Row;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one connection to the database. It stays in the driver's autocommit mode, transactions are statements: so it is always known
 * whether one is open. For one thread at a time.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String INSERT = "INSERT INTO kv VALUES (?,?,?,?,?,?,?,?)";
    private static final String UPDATE_META =
            "UPDATE meta SET grp=?, head=?, floor=?, n=?, dig=?, boots=?, store_id=?, crc=? WHERE id=1";
    private static final String SCAN =
            "SELECT rev, key, create_rev, prev_rev, ver, flags, val, crc FROM kv ORDER BY rev";
    /** Free pages, as a part of all, from which some are given back to the disk. */
    private static final double FREE_PART = 0.25;

    private final Connection connection;
    private final Statement statement;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement updateMeta;

    /** Reads one row of the scan. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private Database(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        this.insert = connection.prepareStatement(INSERT);
        this.delete = connection.prepareStatement("DELETE FROM kv WHERE rev=?");
        this.updateMeta = connection.prepareStatement(UPDATE_META);
    }

    private static Connection connect(Path file) throws SQLException {
        NativeLibrary.load();
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** Makes the tables in an empty file and closes it again. */
    static void create(Path file, UUID storeId) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            Pragmas.set(statement, file);
            statement.execute("CREATE TABLE kv(rev INTEGER PRIMARY KEY, key TEXT NOT NULL, create_rev INTEGER NOT NULL,"
                    + " prev_rev INTEGER NOT NULL, ver INTEGER NOT NULL, flags INTEGER NOT NULL, val BLOB NOT NULL,"
                    + " crc INTEGER NOT NULL) STRICT");
            statement.execute("CREATE TABLE meta(id INTEGER PRIMARY KEY CHECK(id=1), grp INTEGER NOT NULL,"
                    + " head INTEGER NOT NULL, floor INTEGER NOT NULL, n INTEGER NOT NULL, dig INTEGER NOT NULL,"
                    + " boots INTEGER NOT NULL, store_id BLOB NOT NULL, crc INTEGER NOT NULL) STRICT");
            statement.execute("INSERT INTO meta VALUES (1,0,0,0,0,0,0,x'00',0)");
            try (PreparedStatement meta = connection.prepareStatement(UPDATE_META)) {
                update(meta, Meta.first(storeId));
            }
        }
    }

    /** @param pagesMax 0: no bound */
    static Database open(Path file, long pagesMax) throws SQLException {
        Connection connection = connect(file);
        try {
            try (Statement statement = connection.createStatement()) {
                Pragmas.set(statement, file);
                if (pagesMax > 0) {
                    statement.execute("PRAGMA max_page_count=" + pagesMax);
                }
            }
            return new Database(connection);
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** @throws Damage when the record is not what was written */
    Meta meta() throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT grp, head, floor, n, dig, boots, store_id, crc FROM meta WHERE id=1")) {
            if (!row.next()) {
                throw new Damage("the record of all rows is missing");
            }
            ByteBuffer id = ByteBuffer.wrap(row.getBytes(7));
            Meta meta = new Meta(
                    new UUID(id.getLong(), id.getLong()),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6));
            if (row.getLong(8) != meta.crc()) {
                throw new Damage("the record of all rows has a wrong checksum");
            }
            return meta;
        }
    }

    void scan(RowReader reader) throws SQLException {
        try (ResultSet row = statement.executeQuery(SCAN)) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }

    /** One transaction; durable on return. After a fault it is not known whether it happened, unless {@link #full} says so. */
    void write(Meta meta, List<Row> added, List<Row> removed) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        for (Row row : added) {
            insert(row);
        }
        for (Row row : removed) {
            delete.setLong(1, row.revision());
            delete.executeUpdate();
        }
        update(updateMeta, meta);
        statement.execute("COMMIT");
    }

    private void insert(Row row) throws SQLException {
        insert.setLong(1, row.revision());
        insert.setString(2, row.entry().key().path());
        insert.setLong(3, row.entry().created());
        insert.setLong(4, row.seen());
        insert.setLong(5, row.version());
        insert.setLong(6, Checksums.flags(row));
        insert.setBytes(7, row.entry().value());
        insert.setLong(8, Checksums.of(row));
        insert.executeUpdate();
    }

    private static void update(PreparedStatement statement, Meta meta) throws SQLException {
        statement.setLong(1, meta.group());
        statement.setLong(2, meta.head());
        statement.setLong(3, meta.floor());
        statement.setLong(4, meta.rows());
        statement.setLong(5, meta.digest());
        statement.setLong(6, meta.boots());
        ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
        id.putLong(meta.storeId().getMostSignificantBits())
                .putLong(meta.storeId().getLeastSignificantBits());
        statement.setBytes(7, id.array());
        statement.setLong(8, meta.crc());
        statement.executeUpdate();
    }

    /** Ends a transaction that found the disk full. Often SQLite has done so by itself. */
    void rollback() throws SQLException {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException ended) {
            if (!String.valueOf(ended.getMessage()).contains("no transaction is active")) {
                throw ended;
            }
        }
    }

    /**
     * Moves the log into the database file.
     * @param truncate also empties the log
     */
    void checkpoint(boolean truncate) throws SQLException {
        try (ResultSet answer =
                statement.executeQuery("PRAGMA wal_checkpoint(" + (truncate ? "TRUNCATE" : "PASSIVE") + ")")) {
            if (!answer.next() || answer.getInt(1) != 0) {
                throw new SQLException("the checkpoint found the database busy, though nobody else may have it open");
            }
        }
    }

    /** Gives some free pages back to the disk where there are many. */
    void shrink() throws SQLException {
        if (number("PRAGMA freelist_count") > FREE_PART * number("PRAGMA page_count")) {
            statement.executeUpdate(
                    "PRAGMA incremental_vacuum(256)"); // runs to its end; execute() would stop at the first page
        }
    }

    private long number(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Whether nothing was written for want of space. */
    static boolean full(SQLException fault) {
        return is(fault, SQLiteErrorCode.SQLITE_FULL);
    }

    /** Whether somebody else holds the database. */
    static boolean busy(SQLException fault) {
        return is(fault, SQLiteErrorCode.SQLITE_BUSY);
    }

    static boolean notAllowed(SQLException fault) {
        return is(fault, SQLiteErrorCode.SQLITE_CANTOPEN)
                || is(fault, SQLiteErrorCode.SQLITE_PERM)
                || is(fault, SQLiteErrorCode.SQLITE_READONLY);
    }

    private static boolean is(SQLException fault, SQLiteErrorCode code) {
        return fault instanceof SQLiteException sqlite && (sqlite.getResultCode().code & 0xff) == code.code;
    }

    /** Closes what is not going to be used; a fault in that changes nothing any more. */
    void abandon() {
        try {
            close();
        } catch (SQLException ignored) {
            LOG.debug("store: closing what was refused: {}", ignored.toString());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
