package dev.holdfast.examples.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes reports for programs to read. */
public final class ReportFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFile() {}

    /**
     * Writes a report as JSON, over what is there.
     *
     * @param file where to
     * @param report maps, lists, numbers, strings and records
     */
    public static void write(Path file, Object report) {
        try {
            Files.writeString(file, JSON.writeValueAsString(report) + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("The report can't be written to " + file, e);
        }
    }
}
