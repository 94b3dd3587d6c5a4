package dev.holdfast.examples.payments;

import dev.holdfast.examples.command.Screen;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** One run on a cluster: start, publish, show, wait until all is committed, stop, read the topics back. */
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
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "payments-audit"))) {
            Backlog backlog = new Backlog(admin);
            Findings findings = new Findings();
            Map<TopicPartition, Long> requestedFrom;
            Map<TopicPartition, Long> settledFrom;
            double seconds;
            screen.say("Starting " + options.instances() + " application instances ...");
            try (Fleet fleet = Fleet.start(bootstrapServers, options.instances())) {
                requestedFrom = backlog.ends(PaymentTopics.REQUESTED.name());
                settledFrom = backlog.ends(PaymentTopics.SETTLED.name());
                screen.say(String.format(
                        Locale.ROOT, "Publishing %,d payments, %,d a second", options.records(), options.rate()));
                seconds = publishAndFollow(fleet, backlog, findings);
            }
            screen.say("Reading the topics back ...");
            TopicAudit audit = new TopicAudit(bootstrapServers, ids);
            audit.requested(requestedFrom, backlog.committed(), findings);
            audit.settled(settledFrom, findings);
            return findings.summary(seconds);
        }
    }

    /** Returns the seconds from the first payment to the last commit. */
    private double publishAndFollow(Fleet fleet, Backlog backlog, Findings findings)
            throws ExecutionException, InterruptedException {
        PaymentStream stream = new PaymentStream(fleet.requests(), ids, options.records(), options.rate());
        Thread publisher = new Thread(stream, "payments-stream");
        publisher.setDaemon(true);
        Follower follower = new Follower(fleet, stream, screen, options.records());
        publisher.start();
        boolean publishing = true;
        long left = Long.MAX_VALUE;
        while (left > 0 && !follower.isGivingUp()) {
            if (!stopping.isRequested()) {
                stopping.isRequestedWithin(Follower.TURN_MILLIS);
            } else {
                follower.stop();
                publisher.join(Follower.TURN_MILLIS);
            }
            publishing = publisher.isAlive();
            left = publishing ? Long.MAX_VALUE : backlog.size();
            follower.turn(left);
        }
        if (publishing) {
            publisher.join();
        }
        follower.end(left);
        findings.acknowledged(stream.acknowledged());
        return follower.seconds();
    }
}
