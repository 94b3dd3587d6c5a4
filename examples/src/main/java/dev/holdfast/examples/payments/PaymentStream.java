package dev.holdfast.examples.payments;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Publishes the payments at their rate, on a thread of its own. Other methods may be called from any thread. */
final class PaymentStream implements Runnable {
    /** Enough for full batches, and far below what would make a publisher refuse more. */
    private static final int UNACKNOWLEDGED_AT_MOST = 5_000;

    private static final long WORTH_WAITING_NANOS = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(100).toNanos();

    private final PaymentRequests requests;
    private final BiFunction<String, byte[], CompletionStage<RecordMetadata>> brokenRequests;
    private final PaymentIds ids;
    private final int records;
    private final int rate;
    private final Semaphore room = new Semaphore(UNACKNOWLEDGED_AT_MOST);
    private final BitSet acknowledged = new BitSet();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    PaymentStream(Applications apps, PaymentIds ids, int records, int rate) {
        this.requests = apps.requests();
        this.brokenRequests = apps.brokenRequests();
        this.ids = ids;
        this.records = records;
        this.rate = rate;
    }

    /** Returns when all that was sent is acknowledged or has failed. */
    @Override
    public void run() {
        long begin = System.nanoTime();
        for (int number = 0; number < records && !stopped; number++) {
            pace(begin, number);
            room.acquireUninterruptibly();
            int sent = number;
            CompletionStage<RecordMetadata> unused = publish(number).whenComplete((written, e) -> answered(sent, e));
        }
        room.acquireUninterruptibly(UNACKNOWLEDGED_AT_MOST);
    }

    private CompletionStage<RecordMetadata> publish(int number) {
        Payment payment = ids.payment(number);
        return ids.isBroken(number)
                ? brokenRequests.apply(payment.account(), payment.separatedBySemicolons())
                : requests.request(payment.account(), payment);
    }

    /** Publishes no more than what is on its way. */
    void stop() {
        stopped = true;
    }

    /** How many payments are known to be in the topic. */
    int published() {
        return published.get();
    }

    /** Why the first payment that could not be published was not. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** The numbers of the payments that are known to be in the topic. */
    BitSet acknowledged() {
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    private void answered(int number, @Nullable Throwable e) {
        if (e == null) {
            synchronized (acknowledged) {
                acknowledged.set(number);
            }
            published.incrementAndGet();
        } else {
            failure.compareAndSet(null, e);
            stopped = true;
        }
        room.release();
    }

    private void pace(long begin, int number) {
        long due = begin + (long) (number * 1e9 / rate);
        long early = due - System.nanoTime();
        while (early > WORTH_WAITING_NANOS && !stopped) {
            LockSupport.parkNanos(Math.min(early, LONGEST_WAIT_NANOS));
            early = due - System.nanoTime();
        }
    }
}
