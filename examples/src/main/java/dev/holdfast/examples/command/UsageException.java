package dev.holdfast.examples.command;

/** An option that makes no sense; the message is the one line that the user sees above the usage. */
public final class UsageException extends Exception {
    /** The exit code of a program that was called wrongly. */
    public static final int EXIT_CODE = 2;

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one line that names the option and what it takes
     */
    public UsageException(String message) {
        super(message);
    }
}
