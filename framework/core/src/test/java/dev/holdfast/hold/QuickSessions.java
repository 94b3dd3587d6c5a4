package dev.holdfast.hold;

import dev.holdfast.embedded.KafkaCluster;
import java.util.Map;

/** Soon after a member has died, its session ends, in both protocols, and so does the transaction that it left open. */
final class QuickSessions {
    private QuickSessions() {}

    static KafkaCluster cluster() {
        return KafkaCluster.builder()
                .config("group.consumer.session.timeout.ms", "2000")
                .config("group.consumer.heartbeat.interval.ms", "300")
                .config("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                .start();
    }

    static Map<String, Object> consumer(String protocol) {
        return protocol.equals("consumer")
                ? Map.of("group.protocol", "consumer")
                : Map.of("group.protocol", "classic", "session.timeout.ms", "2000", "heartbeat.interval.ms", "300");
    }
}
