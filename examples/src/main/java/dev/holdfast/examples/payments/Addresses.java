package dev.holdfast.examples.payments;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Options whose values are addresses, {@code host:port}. Names are looked up by who connects, as they may change. */
final class Addresses {
    private static final int HIGHEST_PORT = 65_535;

    private Addresses() {}

    static Optional<InetSocketAddress> one(Options options, String name) throws UsageException {
        String given = options.text(name).orElse(null);
        return given == null ? Optional.empty() : Optional.of(parse(name, given));
    }

    /** Several, with commas between them. */
    static List<InetSocketAddress> several(Options options, String name) throws UsageException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        String given = options.text(name).orElse(null);
        if (given != null) {
            for (String each : given.split(",", -1)) {
                addresses.add(parse(name, each));
            }
        }
        return List.copyOf(addresses);
    }

    private static InetSocketAddress parse(String name, String given) throws UsageException {
        int colon = given.lastIndexOf(':');
        int port = colon < 1 ? 0 : port(given.substring(colon + 1));
        if (port < 1 || port > HIGHEST_PORT) {
            throw new UsageException(name + " takes host:port, not '" + given + "'");
        }
        return InetSocketAddress.createUnresolved(given.substring(0, colon), port);
    }

    private static int port(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0; // the caller says what is wrong
        }
    }
}
