package dev.holdfast.examples.payments;

import dev.holdfast.examples.command.Screen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** One run on a cluster: start, publish, show, wait until all is committed, see to dead letters, read the topics back. */
final class PaymentsRun {
    private final String bootstrapServers;
    private final PaymentsOptions options;
    private final Screen screen;
    private final Stopping stopping;
    private final PaymentIds ids = new PaymentIds(Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));

    PaymentsRun(String bootstrapServers, PaymentsOptions options, Screen screen, Stopping stopping) {
        this.bootstrapServers = bootstrapServers;
        this.options = options;
        this.screen = screen;
        this.stopping = stopping;
    }

    Summary run() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "payments-audit"));
                DeadLetterDesk desk = new DeadLetterDesk(bootstrapServers, Instant.now())) {
            Backlog backlog = new Backlog(admin);
            Findings findings = new Findings();
            Map<TopicPartition, Long> requestedFrom;
            Map<TopicPartition, Long> settledFrom;
            double seconds;
            try (Applications apps = start()) {
                requestedFrom = backlog.ends(List.of(PaymentTopics.REQUESTED.name()));
                settledFrom = backlog.ends(List.of(PaymentTopics.SETTLED.name()));
                screen.say(String.format(
                        Locale.ROOT, "Publishing %,d payments, %,d a second", options.records(), options.rate()));
                seconds = publishAndFollow(apps, backlog, desk, findings);
            }
            screen.say("Reading the topics back ...");
            TopicAudit audit = new TopicAudit(bootstrapServers, ids);
            audit.requested(requestedFrom, findings);
            desk.report(findings);
            audit.waiting(backlog.left(), findings);
            audit.settled(settledFrom, findings);
            return findings.summary(seconds);
        }
    }

    private Applications start() throws TimeoutException {
        if (options.role() == Role.LOAD) {
            return new Elsewhere(bootstrapServers, new BankClient(options.bank().orElseThrow()), options.apps());
        }
        screen.say("Starting " + options.instances() + " application instances ...");
        return Fleet.start(bootstrapServers, options.instances(), options.metrics());
    }

    /** Returns the seconds from the first payment to the last commit. */
    private double publishAndFollow(Applications apps, Backlog backlog, DeadLetterDesk desk, Findings findings)
            throws ExecutionException, InterruptedException {
        PaymentStream stream = new PaymentStream(apps, ids, options.records(), options.rate());
        Thread publisher = new Thread(stream, "payments-stream");
        publisher.setDaemon(true);
        List<String> watched = new ArrayList<>(PaymentTopics.RETRIES);
        watched.add(PaymentTopics.DEAD_LETTERS.topic());
        try (RetryWatch watch =
                new RetryWatch(bootstrapServers, backlog.ends(watched).keySet())) {
            Follower follower = new Follower(apps, stream, watch, screen, options.records());
            publisher.start();
            long left = follow(publisher, follower, backlog);
            findings.acknowledged(stream.acknowledged());
            if (left == 0) {
                seeToDeadLetters(apps, desk);
                follow(publisher, follower, backlog);
            }
            return follower.seconds();
        }
    }

    /** Returns what is left when nothing moves any more: 0 if all is done. */
    private long follow(Thread publisher, Follower follower, Backlog backlog)
            throws ExecutionException, InterruptedException {
        long left = Long.MAX_VALUE;
        while (left > 0 && !follower.isGivingUp()) {
            if (!stopping.isRequested()) {
                stopping.isRequestedWithin(Follower.TURN_MILLIS);
            } else {
                follower.stop();
                publisher.join(Follower.TURN_MILLIS);
            }
            left = publisher.isAlive() ? Long.MAX_VALUE : backlog.size();
            follower.turn(left);
        }
        publisher.join();
        follower.end(left);
        return left;
    }

    private void seeToDeadLetters(Applications apps, DeadLetterDesk desk) {
        screen.say("");
        screen.say("Dead letters by cause:");
        desk.byCause().forEach(screen::say);
        apps.bank().reopenBranch();
        screen.say("The bank's closed branch opens again ...");
        screen.say(String.format(
                Locale.ROOT,
                "  %,d redriven, as the bank can settle them now; %,d discarded, as their cards are declined; the rest is left",
                desk.redriveExhausted(),
                desk.discardDeclined()));
    }
}
