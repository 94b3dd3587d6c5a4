package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import dev.holdfast.Topic;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivered record. Each method throws an {@link AssertionError} that says what happened instead.
 * Used by one thread.
 */
public final class Delivered {
    private static final long PATIENCE_SECONDS = 10;

    private final HandlerDefinition handler;
    private final CodecRegistry codecs;
    private final DeliveredRecord record;
    private final Verdict verdict;
    private final Fate fate;
    private int checkedOutputs;

    private Delivered(HandlerDefinition handler, CodecRegistry codecs, DeliveredRecord record, Verdict verdict) {
        this.handler = handler;
        this.codecs = codecs;
        this.record = record;
        this.verdict = verdict;
        this.fate = Fate.of(handler, record, verdict);
    }

    static Delivered deliver(HandlerDefinition handler, CodecRegistry codecs, DeliveredRecord record) {
        CompletableFuture<Verdict> later = new CompletableFuture<>();
        Verdict verdict = handler.invoker().invoke(record, later::complete);
        return new Delivered(handler, codecs, record, verdict == null ? await(later, handler) : verdict);
    }

    private static Verdict await(CompletableFuture<Verdict> later, HandlerDefinition handler) {
        try {
            return later.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    handler.place() + " returned a stage that is not complete after " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a verdict never fails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + handler.place(), e);
        }
    }

    /**
     * The record was handled, with or without outputs.
     *
     * @return this
     */
    public Delivered succeeded() {
        outputs();
        return this;
    }

    /**
     * The record was handled, and the next output that was not asserted yet is this one.
     *
     * @param topic where it goes, with the types to decode to
     * @param key the key, or null for none
     * @param value the value, or null for a tombstone
     * @param <K> the type of the key
     * @param <V> the type of the value
     * @return this
     */
    public <K, V> Delivered emitted(Topic<K, V> topic, @Nullable K key, @Nullable V value) {
        List<ProducerRecord<byte[], byte[]>> outputs = outputs();
        OutputText expected = OutputText.of(topic.name(), key, value);
        if (checkedOutputs == outputs.size()) {
            throw new AssertionError("expected that " + handler.place() + " emits " + expected + ", but "
                    + (outputs.isEmpty() ? "it emitted nothing" : "its outputs ended before: " + texts(outputs)));
        }
        ProducerRecord<byte[], byte[]> output = outputs.get(checkedOutputs);
        OutputText actual = OutputText.decoded(output, topic, codecs);
        if (!actual.matches(expected)) {
            throw new AssertionError("expected that output " + (checkedOutputs + 1) + " of " + handler.place() + " is "
                    + expected + ", but it is " + actual);
        }
        checkedOutputs++;
        return this;
    }

    /**
     * The record was handled without any output.
     *
     * @return this
     */
    public Delivered emittedNothing() {
        checkedOutputs = 0;
        return emittedNothingElse();
    }

    /**
     * The record was handled, and every output has been asserted.
     *
     * @return this
     */
    public Delivered emittedNothingElse() {
        List<ProducerRecord<byte[], byte[]>> outputs = outputs();
        if (checkedOutputs < outputs.size()) {
            throw new AssertionError("expected no " + (checkedOutputs == 0 ? "" : "more ") + "outputs of "
                    + handler.place() + ", but it emitted "
                    + texts(outputs.subList(checkedOutputs, outputs.size())));
        }
        return this;
    }

    /**
     * The record failed for a reason, as it stands in failure headers.
     *
     * @param reason {@code undecodable}, {@code null-value}, {@code null-key}, {@code missing-header},
     *     {@code unencodable}, {@code rejected} or {@code failed}
     * @return this
     */
    public Delivered failed(String reason) {
        return check(failure("fails as " + reason).reason().equals(reason), "fails as " + reason);
    }

    /**
     * The record failed because of an exception.
     *
     * @param type the class of the exception or a superclass
     * @return this
     */
    public Delivered failed(Class<? extends Throwable> type) {
        String expected = "fails with " + type.getName();
        return check(type.isInstance(failure(expected).cause()), expected);
    }

    /**
     * The record failed and is tried again, where it is, while its key is held, or through a retry topic.
     *
     * @return this
     */
    public Delivered retries() {
        return check(delay() != null, "is tried again");
    }

    /**
     * The record failed and is tried again after a time, where it is, while its key is held, or through a retry topic.
     *
     * @param delay the time until it is due
     * @return this
     */
    public Delivered retriesIn(Duration delay) {
        return check(delay.equals(delay()), "is tried again after " + delay);
    }

    /**
     * The record failed and is written to a retry topic: its original key and value, to be tried again after a time.
     *
     * @param topic the retry topic
     * @param delay the time until it is due
     * @return this
     */
    public Delivered retriesThrough(String topic, Duration delay) {
        boolean holds = fate instanceof Fate.RetryTopic retry
                && retry.write().topic().equals(topic)
                && retry.delay().equals(delay);
        return check(holds, "is tried again after " + delay + " in '" + topic + "'");
    }

    /**
     * The record failed and is written to the dead-letter topic: its original key and value.
     *
     * @param reason the reason as it stands in the failure headers, such as {@code retries-exhausted},
     *     {@code not-retryable}, {@code undecodable} or {@code rejected}
     * @return this
     */
    public Delivered deadLettered(String reason) {
        boolean holds =
                fate instanceof Fate.DeadLetter letter && letter.reason().equals(reason);
        return check(holds, "is a dead letter because of '" + reason + "'");
    }

    /**
     * The record failed, and its partition stops in front of it.
     *
     * @return this
     */
    public Delivered stopsPartition() {
        return check(fate instanceof Fate.Stopped, "stops its partition");
    }

    /**
     * What is written in the transaction that finishes the record, beside the handler's outputs: its copy for a retry or a
     * dead-letter topic, with the headers that tell of the failure.
     *
     * @return the records; empty for one that stays where it is or is done
     */
    public List<ProducerRecord<byte[], byte[]>> written() {
        if (fate instanceof Fate.RetryTopic retry) {
            return List.of(retry.write());
        }
        if (fate instanceof Fate.DeadLetter letter) {
            return List.of(letter.write());
        }
        return fate instanceof Fate.Done done ? done.writes() : List.of();
    }

    private @Nullable Duration delay() {
        if (fate instanceof Fate.InPlace again) {
            return again.delay();
        }
        return fate instanceof Fate.RetryTopic retry ? retry.delay() : null;
    }

    /**
     * The handler rejected the record: it is not tried again.
     *
     * @param reason what the handler gave as the reason
     * @return this
     */
    public Delivered rejected(String reason) {
        String expected = "is rejected because of '" + reason + "'";
        Verdict.Failed failed = failure(expected);
        return check(failed.reason().equals("rejected") && failed.message().equals(reason), expected);
    }

    /**
     * The handler had nothing to do with the record.
     *
     * @param reason what the handler gave as the reason
     * @return this
     */
    public Delivered skipped(String reason) {
        return check(new Verdict.Skipped(reason).equals(verdict), "is skipped because of '" + reason + "'");
    }

    /**
     * Delivers the same record again, as the engine does when a crash came before the outputs were committed, and
     * asserts that the outcome is the same, outputs and retries included: those of the first delivery may never have been
     * written. Whether side effects happened once is for the test to look at.
     *
     * @return the second delivery
     */
    public Delivered twice() {
        Delivered second = deliver(handler, codecs, record);
        if (!Verdicts.same(verdict, second.verdict) || !fate.text().equals(second.fate.text())) {
            throw new AssertionError(
                    "expected the same outcome when " + delivery().id() + " is delivered to " + handler.place()
                            + " again, but the first time it " + Verdicts.text(verdict, fate)
                            + ", and the second time it "
                            + Verdicts.text(second.verdict, second.fate),
                    Verdicts.cause(second.verdict));
        }
        return second;
    }

    /**
     * The verdict itself, for what has no method here.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * What the handler was told of the record's origin.
     *
     * @return the delivery
     */
    public Delivery delivery() {
        return record.delivery();
    }

    /**
     * What the handler emitted, encoded, in order; asserts that the record was handled.
     *
     * @return the outputs
     */
    public List<ProducerRecord<byte[], byte[]>> outputs() {
        if (verdict instanceof Verdict.Succeeded succeeded) {
            return succeeded.outputs();
        }
        throw mismatch("succeeds");
    }

    private Verdict.Failed failure(String expected) {
        if (verdict instanceof Verdict.Failed failed) {
            return failed;
        }
        throw mismatch(expected);
    }

    private Delivered check(boolean holds, String expected) {
        if (!holds) {
            throw mismatch(expected);
        }
        return this;
    }

    private AssertionError mismatch(String expected) {
        return new AssertionError(
                "expected that the record " + delivery().id() + " " + expected + " in " + handler.place() + ", but it "
                        + Verdicts.text(verdict, fate),
                Verdicts.cause(verdict));
    }

    private static String texts(List<ProducerRecord<byte[], byte[]>> outputs) {
        return outputs.stream().map(OutputText::raw).toList().toString();
    }
}
