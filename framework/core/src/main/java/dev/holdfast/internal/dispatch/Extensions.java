package dev.holdfast.internal.dispatch;

import dev.holdfast.Delivery;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A handler's extensions as one: asked in their order, the first that decides wins. Thread-safe as they are. */
public final class Extensions {
    private final List<HandlerExtension> all;

    /**
     * Joins extensions.
     *
     * @param all the extensions in the order in which they were added
     */
    public Extensions(List<HandlerExtension> all) {
        this.all = List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Tells all of an assigned partition; completes when all are ready for its records. */
    public CompletionStage<Void> onAssigned(Lane lane) {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (HandlerExtension extension : all) {
            stages.add(extension.onAssigned(lane).toCompletableFuture());
        }
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
    }

    /** What all of them tell of a partition, in figures. Any thread. */
    public Map<String, Long> figures(Lane lane) {
        Map<String, Long> figures = new TreeMap<>();
        all.forEach(extension -> figures.putAll(extension.figures(lane)));
        return figures;
    }

    /** What all of them have counted since they were opened. Any thread. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        all.forEach(extension -> totals.putAll(extension.totals()));
        return totals;
    }

    /** Tells all that a partition is gone. */
    public void onRevoked(Lane lane) {
        all.forEach(extension -> extension.onRevoked(lane));
    }

    /** Closes all. */
    public void close() {
        all.forEach(HandlerExtension::close);
    }

    @Nullable
    Delivery deliveryOf(ConsumerRecord<byte[], byte[]> record) {
        for (HandlerExtension extension : all) {
            Delivery delivery = extension.deliveryOf(record);
            if (delivery != null) {
                return delivery;
            }
        }
        return null;
    }

    Admission admit(Task task) {
        for (HandlerExtension extension : all) {
            Admission admission = extension.admit(task);
            if (!(admission instanceof Admission.Run)) {
                return admission;
            }
        }
        return Admission.run();
    }

    /**
     * Decides what becomes of a record: the first extension that has an answer, else the engine.
     *
     * @param record the record
     * @param failures how often it has failed where it is, without this time
     * @param verdict what came out of calling its handler
     * @return the decision, never {@link Disposition#unchanged}
     */
    public Disposition route(HandlerRecord record, int failures, Verdict verdict) {
        Disposition decided = decided(record, verdict);
        return decided instanceof Disposition.Unchanged
                ? DefaultRouting.route(record.record(), failures, verdict)
                : decided;
    }

    /** The first answer of an extension; {@link Disposition#unchanged} if there is none. */
    Disposition decided(HandlerRecord record, Verdict verdict) {
        for (HandlerExtension extension : all) {
            Disposition disposition = extension.route(record, verdict);
            if (!(disposition instanceof Disposition.Unchanged)) {
                return disposition;
            }
        }
        return Disposition.unchanged();
    }
}
