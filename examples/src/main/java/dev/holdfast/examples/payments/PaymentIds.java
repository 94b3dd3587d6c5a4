package dev.holdfast.examples.payments;

/**
 * The payments of one run: numbered, so that sets of them are sets of bits, and told apart from those of other runs, which
 * may be in the same topics.
 */
final class PaymentIds {
    private static final int ACCOUNTS = 5_000;
    private static final int MOST_CENTS = 100_000;
    private static final int NONE = -1;
    private static final int BROKEN_ONE_IN = 1_000;
    private static final int BROKEN = 500;

    private final String prefix;

    PaymentIds(String run) {
        this.prefix = run + "-";
    }

    Payment payment(int number) {
        int dice = mix(number);
        String account = "account-" + Math.floorMod(dice, ACCOUNTS);
        return new Payment(prefix + number, account, 1 + Math.floorMod(mix(dice), MOST_CENTS));
    }

    /** Whether the payment comes from a client that writes what handlers can't read. */
    boolean isBroken(int number) {
        return number % BROKEN_ONE_IN == BROKEN;
    }

    /** The number of a payment; -1 if it is of another run. */
    int numberOf(String id) {
        return id.startsWith(prefix) ? Integer.parseInt(id.substring(prefix.length())) : NONE;
    }

    private static int mix(int number) {
        int mixed = (number ^ (number >>> 16)) * 0x7feb352d;
        mixed = (mixed ^ (mixed >>> 15)) * 0x846ca68b;
        return mixed ^ (mixed >>> 16);
    }
}
