package dev.holdfast.examples.payments;

/** What moves the money. Thread-safe. */
interface Bank {
    /** Returns the bank's reference. */
    String transfer(Payment payment) throws BankTimeoutException, CardDeclinedException;

    /** From now on, the bank answers for the payments of its closed branch, too. */
    void reopenBranch();
}
