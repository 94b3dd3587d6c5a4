package dev.holdfast.examples.command;

import java.io.PrintStream;
import java.util.List;

/**
 * Shows progress: on a terminal as a block of lines that is drawn over itself, elsewhere as lines that follow each other.
 * Thread-safe.
 */
public final class Screen {
    private static final String CLEAR_TO_END = "\033[J";
    private static final String NO_WRAP = "\033[?7l";
    private static final String WRAP = "\033[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private int drawn;

    /**
     * Creates a screen.
     *
     * @param out where to
     * @param terminal whether that is a terminal that understands ANSI sequences
     */
    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * The screen of this process: {@code examples/run} says whether standard output is a terminal, as Java can't tell in
     * the same way in all its versions.
     *
     * @return the screen
     */
    public static Screen ofProcess() {
        return new Screen(System.out, Boolean.getBoolean("holdfast.examples.terminal"));
    }

    /**
     * Whether blocks are drawn over themselves.
     *
     * @return true on a terminal
     */
    public boolean isTerminal() {
        return terminal;
    }

    /**
     * Says something that stays, above the block.
     *
     * @param line the text
     */
    public synchronized void say(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    /**
     * Draws a block in place of the last one; on a terminal only.
     *
     * @param lines its lines
     */
    public synchronized void draw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\033[").append(drawn).append('A').append('\r');
        }
        text.append(NO_WRAP);
        for (String line : lines) {
            text.append(line).append("\033[K\n");
        }
        text.append(CLEAR_TO_END).append(WRAP);
        out.print(text);
        out.flush();
        drawn = lines.size();
    }

    /** Lets the last block stand; the next one is drawn below it. */
    public synchronized void keep() {
        drawn = 0;
    }

    private void clear() {
        if (drawn > 0) {
            out.print("\033[" + drawn + "A\r" + CLEAR_TO_END);
            drawn = 0;
        }
    }
}
