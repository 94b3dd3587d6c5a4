package dev.holdfast.examples.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of an SVG picture on a ground of its own, so that it can be read on dark pages, too. */
final class Svg {
    private final List<String> lines = new ArrayList<>();

    Svg(int width, int height) {
        lines.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">",
                width,
                height));
        lines.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    }

    void text(double x, double y, String anchor, String text) {
        lines.add(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\">%s</text>",
                x,
                y,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    void bar(double x, double y, double width, double height, String colour) {
        lines.add(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x,
                y,
                width,
                height,
                colour));
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        lines.add(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        all.add("</svg>");
        return all;
    }
}
