package dev.holdfast.examples.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A part of a page that a program writes, between two comments; all else is left as it is. */
public final class MarkedBlock {
    private final Path page;
    private final String begin;
    private final String end;

    /**
     * Names a block.
     *
     * @param page the page
     * @param name the name of the block
     */
    public MarkedBlock(Path page, String name) {
        this.page = page;
        this.begin = "<!-- " + name + ": begin -->";
        this.end = "<!-- " + name + ": end -->";
    }

    /**
     * Tells whether the page has the block.
     *
     * @return whether both comments are there, once and in this order
     * @throws IOException if the page can't be read
     */
    public boolean isThere() throws IOException {
        List<String> lines = Files.readAllLines(page);
        int from = lines.indexOf(begin);
        int to = lines.indexOf(end);
        return from >= 0 && from < to && lines.lastIndexOf(begin) == from && lines.lastIndexOf(end) == to;
    }

    /**
     * Replaces what is between the comments.
     *
     * @param content the new lines
     * @throws IOException if the page can't be read or written
     */
    public void replace(List<String> content) throws IOException {
        if (!isThere()) {
            throw new IllegalStateException(page + " has no block from " + begin + " to " + end);
        }
        List<String> lines = Files.readAllLines(page);
        List<String> replaced = new ArrayList<>(lines.subList(0, lines.indexOf(begin) + 1));
        replaced.add("");
        replaced.addAll(content);
        replaced.add("");
        replaced.addAll(lines.subList(lines.indexOf(end), lines.size()));
        Files.write(page, replaced);
    }

    @Override
    public String toString() {
        return begin + " ... " + end;
    }
}
