package dev.longshore.process;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a process, from its start until it is asked to end. */
public final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    private Launch() {}

    /**
     * Returns only when the start failed: once started, the process ends by a signal.
     *
     * @param name of the command, before the sentence that says why it cannot start
     * @param start starts everything and answers how to stop it
     * @return the exit code
     */
    public static int run(String name, PrintWriter err, Supplier<Runnable> start) throws InterruptedException {
        try {
            Runnable stop = start.get();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop), "stop"));
            new CountDownLatch(1).await();
            return Exit.CLEAN.code();
        } catch (ProcessFault fault) {
            LOG.debug("start failed", fault);
            err.println(name + ": " + fault.getMessage());
            return fault.exit().code();
        }
    }

    /** A process that was asked to end and did is a success; the JVM would tell the signal's number. */
    private static void end(Runnable stop) {
        stop.run();
        Runtime.getRuntime().halt(Exit.CLEAN.code());
    }
}
