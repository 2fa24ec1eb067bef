package dev.longshore.engine.store;

import java.time.Duration;
import java.util.List;

/** Changes in order of revision. For one task. */
public interface Changes extends AutoCloseable {
    /**
     * The next whole commits, at least one when the list is not empty. Empty when the limit passed.
     *
     * @throws Compacted when the reader's place was compacted away
     */
    List<Entry> next(Duration limit);

    @Override
    void close();
}
