package dev.holdfast.examples.command;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the programs of examples do around their work: help, wrong options, a run that fails, the exit code. */
public final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private Program() {}

    /**
     * Runs an example.
     *
     * @param <T> its options
     * @param usage what is printed for {@code --help} and below what is wrong with options
     * @param parser reads the options
     * @param work does the work
     * @param arguments the arguments of the program
     * @return the exit code: 0 if all was well, 1 if not or if the run failed, 2 for wrong options
     */
    public static <T> int run(String usage, Parser<T> parser, Work<T> work, String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(usage);
            return 0;
        }
        T options;
        try {
            options = parser.parse(arguments);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(usage);
            return UsageException.EXIT_CODE;
        }
        try {
            return work.isWell(options) ? 0 : 1;
        } catch (Exception e) {
            LOG.error("the run failed", e);
            System.err.println("The run failed: " + e);
            return 1;
        }
    }

    /**
     * Reads options.
     *
     * @param <T> the options
     */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * Reads them.
         *
         * @param arguments the arguments of the program
         * @return the options
         * @throws UsageException if they make no sense
         */
        T parse(String... arguments) throws UsageException;
    }

    /**
     * The work.
     *
     * @param <T> the options
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param options the options
         * @return whether all was well
         * @throws Exception if the run failed
         */
        boolean isWell(T options) throws Exception;
    }
}
