package dev.longshore.engine.registry;

import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;

/** A write as it was asked for. */
sealed interface Wish {
    ObjectKey key();

    /** Everything but the commit. */
    boolean dryRun();

    record Create(Draft draft, WriteOptions options) implements Wish {
        @Override
        public ObjectKey key() {
            return draft.key();
        }

        @Override
        public boolean dryRun() {
            return options.dryRun();
        }
    }

    record Replace(Draft draft, WriteOptions options) implements Wish {
        @Override
        public ObjectKey key() {
            return draft.key();
        }

        @Override
        public boolean dryRun() {
            return options.dryRun();
        }
    }

    record Change(ObjectKey key, Patch patch, WriteOptions options) implements Wish {
        @Override
        public boolean dryRun() {
            return options.dryRun();
        }
    }

    record Remove(ObjectKey key, DeleteOptions options) implements Wish {
        @Override
        public boolean dryRun() {
            return options.dryRun();
        }
    }
}
