package dev.holdfast.examples.chaos;

/** What happens to instances, to brokers, and to what is between them. */
enum Fault {
    KILL,
    FREEZE,
    STOP,
    SCALE_OUT,
    SCALE_IN,
    KILL_TRANSACTION_COORDINATOR,
    KILL_GROUP_COORDINATOR,
    KILL_ANY_BROKER,
    FREEZE_BROKER,
    CUT,
    SLOW,
    HALF_OPEN
}
