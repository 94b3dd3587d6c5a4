package dev.holdfast.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);

    @Test
    void aBlockIsDrawnOverTheLastOne() {
        screen.draw(List.of("one", "two"));
        assertThat(written()).doesNotContain("\033[2A");
        screen.draw(List.of("three"));
        assertThat(written()).contains("\033[2A\r").contains("three").endsWith("\033[J\033[?7h");
    }

    @Test
    void whatIsSaidTakesTheBlocksPlace() {
        screen.draw(List.of("one", "two", "three"));
        written();
        screen.say("done");
        assertThat(written()).isEqualTo("\033[3A\r\033[Jdone" + System.lineSeparator());
    }

    @Test
    void aBlockThatIsKeptStays() {
        screen.draw(List.of("one"));
        screen.keep();
        written();
        screen.say("done");
        assertThat(written()).isEqualTo("done" + System.lineSeparator());
    }

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
