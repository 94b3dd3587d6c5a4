package dev.holdfast.examples.payments;

import java.nio.charset.StandardCharsets;

/**
 * Money that an account shall pay.
 *
 * @param id unique over all runs
 * @param account who pays; payments of one account are settled in their order
 * @param cents how much
 */
record Payment(String id, String account, long cents) {
    /** How a client writes it that never heard of JSON. */
    byte[] separatedBySemicolons() {
        return (id + ";" + account + ";" + cents).getBytes(StandardCharsets.UTF_8);
    }

    /** The id in what that client writes. */
    static String idIn(byte[] separatedBySemicolons) {
        return new String(separatedBySemicolons, StandardCharsets.UTF_8).split(";", 2)[0];
    }
}
