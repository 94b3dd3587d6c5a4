package dev.holdfast.connect.redis;

import java.util.Locale;

/** Writes JSON: a library for it would be the largest part of the plug-in. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    /** Writes what belongs to the syntax, as it is. */
    JsonText raw(String syntax) {
        text.append(syntax);
        return this;
    }

    /** Writes a text in quotes. */
    JsonText string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
