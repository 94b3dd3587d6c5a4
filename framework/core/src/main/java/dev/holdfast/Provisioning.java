package dev.holdfast;

/** What the application does at start about topics that are missing or differ from their declaration. */
public enum Provisioning {
    /** Creates declared and derived topics that are missing; reports those that differ and changes nothing. */
    CREATE,
    /** Creates nothing; fails with the exact commands to run if a topic is missing or differs. */
    VALIDATE,
    /** Looks at nothing but whether the topics that it reads and writes are there. */
    NONE
}
