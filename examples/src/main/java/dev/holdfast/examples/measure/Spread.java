package dev.holdfast.examples.measure;

import java.util.List;

/**
 * Several measurements of the same thing.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least the smallest
 * @param most the largest
 * @param all all of them in the order in which they were made
 */
public record Spread(double median, double least, double most, List<Double> all) {
    /**
     * Puts measurements in order.
     *
     * @param values at least one, as they were made
     * @return their spread
     */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), List.copyOf(values));
    }

    /**
     * The value that so many of a hundred do not exceed.
     *
     * @param percent from 1 to 100
     * @return one of the values
     */
    public double percentile(int percent) {
        int rank = (int) Math.ceil(all.size() * percent / 100.0);
        return all.stream().sorted().toList().get(Math.max(rank, 1) - 1);
    }
}
