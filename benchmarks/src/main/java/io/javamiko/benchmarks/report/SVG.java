package io.javamiko.benchmarks.report;

import java.util.Locale;

/** A drawing that grows: rectangles, lines and words, coloured by the page's style sheet. */
final class SVG {
    private final StringBuilder text = new StringBuilder();

    SVG(double width, double height, String label) {
        text.append("<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">"
                .formatted(number(width), number(height), escaped(label)));
    }

    SVG bar(String kind, double x, double y, double width, double height, String hint) {
        text.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\"><title>%s</title></rect>"
                .formatted(kind, number(x), number(y), number(Math.max(width, 0.5)), number(height), escaped(hint)));
        return this;
    }

    SVG line(String kind, double x1, double y1, double x2, double y2) {
        text.append("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
        return this;
    }

    SVG dot(String kind, double x, double y, double radius, String hint) {
        text.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>"
                .formatted(kind, number(x), number(y), number(radius), escaped(hint)));
        return this;
    }

    SVG words(String kind, double x, double y, String words) {
        text.append(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>".formatted(kind, number(x), number(y), escaped(words)));
        return this;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Fit for HTML, text and attributes. */
    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text + "</svg>";
    }
}
