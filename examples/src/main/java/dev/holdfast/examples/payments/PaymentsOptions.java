package dev.holdfast.examples.payments;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the example was asked for.
 *
 * @param role what this process does of it
 * @param records how many payments to publish
 * @param rate how many a second
 * @param instances how many applications handle them in this JVM
 * @param json where the summary goes as JSON
 * @param bootstrapServers a cluster to use in place of embedded brokers
 * @param metrics where metrics and health are served
 * @param bank where the bank is that other processes ask, too
 * @param apps where instances in other processes tell their metrics
 * @param name what the instance in this process is called, the same over restarts
 */
record PaymentsOptions(
        Role role,
        int records,
        int rate,
        int instances,
        Optional<Path> json,
        Optional<String> bootstrapServers,
        Optional<InetSocketAddress> metrics,
        Optional<InetSocketAddress> bank,
        List<InetSocketAddress> apps,
        Optional<String> name) {
    static final String USAGE =
            """
            Usage: examples/run payments [options]
              --records N             how many payments to publish; 20000 unless given
              --rate R                how many a second; unless given, such that publishing takes 10 to 30 seconds
              --instances K           how many application instances handle them, in this JVM; 3 unless given
              --json FILE             writes the summary as JSON
              --bootstrap-servers S   uses this cluster (of 3 brokers at least); unless given, 3 embedded brokers
              --metrics-port P        serves /metrics, /health/live and /health/ready at this port while the instances run
              --metrics-address A     on this address of the machine; 127.0.0.1 unless given
            In several processes, as docker/compose.yaml starts them:
              --role app|bank|load|redrive  does a part of it: one instance until it is told to end; the bank; publishing and
                                      reading back, without instances; having dead letters handled again (with --bank, by
                                      a bank whose branch is open)
              --bank HOST:PORT        where the bank is; role bank listens there
              --apps HOST:PORT,...    where the instances serve metrics, for the display of role load
              --name N                what the instance of role app is called, the same whenever it is started again
            Ctrl-C stops publishing, lets what was published be handled, and shows the summary.
            Exits with 0 if nothing was lost or settled twice, 1 if something was or the run failed, 2 for wrong options.""";

    private static final String RECORDS = "--records";
    private static final String RATE = "--rate";
    private static final String INSTANCES = "--instances";
    private static final String JSON = "--json";
    private static final String BOOTSTRAP_SERVERS = "--bootstrap-servers";

    private static final String METRICS_PORT = "--metrics-port";
    private static final String METRICS_ADDRESS = "--metrics-address";
    private static final String ROLE = "--role";
    private static final String BANK = "--bank";
    private static final String APPS = "--apps";
    private static final String NAME = "--name";
    private static final List<String> KNOWN = List.of(
            RECORDS, RATE, INSTANCES, JSON, BOOTSTRAP_SERVERS, METRICS_PORT, METRICS_ADDRESS, ROLE, BANK, APPS, NAME);

    private static final int HIGHEST_PORT = 65_535;

    private static final int FEWEST_PER_SECOND = 2_000;
    private static final int LONGEST_SECONDS = 30;

    PaymentsOptions {
        apps = List.copyOf(apps);
    }

    static PaymentsOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(KNOWN, arguments);
        int records = options.number(RECORDS, 20_000, 1, 100_000_000);
        int rate = Math.max(FEWEST_PER_SECOND, records / LONGEST_SECONDS);
        Role role = options.oneOf(ROLE, Role.words()).map(Role::of).orElse(Role.ALL);
        needs(options, role, BANK, List.of(Role.APP, Role.BANK, Role.LOAD));
        needs(options, role, BOOTSTRAP_SERVERS, List.of(Role.APP, Role.LOAD, Role.REDRIVE));
        return new PaymentsOptions(
                role,
                records,
                options.number(RATE, rate, 1, 10_000_000),
                options.number(INSTANCES, 3, 1, 50),
                options.file(JSON),
                options.text(BOOTSTRAP_SERVERS),
                metrics(options),
                Addresses.one(options, BANK),
                Addresses.several(options, APPS),
                options.text(NAME));
    }

    private static void needs(Options options, Role role, String option, List<Role> who) throws UsageException {
        if (who.contains(role) && options.text(option).isEmpty()) {
            throw new UsageException(ROLE + " " + role.word() + " needs " + option);
        }
    }

    private static Optional<InetSocketAddress> metrics(Options options) throws UsageException {
        Optional<String> host = options.text(METRICS_ADDRESS);
        if (options.text(METRICS_PORT).isEmpty()) {
            if (host.isPresent()) {
                throw new UsageException(METRICS_ADDRESS + " needs " + METRICS_PORT);
            }
            return Optional.empty();
        }
        int port = options.number(METRICS_PORT, 0, 1, HIGHEST_PORT);
        InetSocketAddress address = new InetSocketAddress(host.orElse("127.0.0.1"), port);
        if (address.isUnresolved()) {
            throw new UsageException(
                    METRICS_ADDRESS + " takes an address of this machine, not '" + host.orElse("") + "'");
        }
        return Optional.of(address);
    }
}
