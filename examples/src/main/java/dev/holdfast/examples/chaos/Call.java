package dev.holdfast.examples.chaos;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/**
 * A request as it goes over a wire.
 *
 * @param header what every request begins with
 * @param body the rest
 */
record Call(RequestHeader header, ByteBuffer body) {
    /** Reads a request's header. */
    static Call of(ByteBuffer request) {
        ByteBuffer rest = request.duplicate();
        return new Call(RequestHeader.parse(rest), rest);
    }

    int correlationId() {
        return header.correlationId();
    }

    boolean isBy(String clientId) {
        return clientId.equals(header.clientId());
    }

    /** Whether it says this. */
    boolean says(Step.Talk talk) {
        ApiKeys api = header.apiKey();
        return switch (talk) {
            case NOTHING -> false;
            case WRITE -> api == ApiKeys.PRODUCE;
            case OFFSETS -> api == ApiKeys.TXN_OFFSET_COMMIT || api == ApiKeys.OFFSET_COMMIT;
            case COMMIT -> api == ApiKeys.END_TXN;
            case PLACES -> api == ApiKeys.OFFSET_FETCH;
            case GIVEN_UP ->
                api == ApiKeys.JOIN_GROUP || (isHeartbeat() && heartbeat().topicPartitions() != null);
            case LEAVING ->
                api == ApiKeys.LEAVE_GROUP || (isHeartbeat() && heartbeat().memberEpoch() < 0);
        };
    }

    /**
     * How many partitions an answer gives the client.
     *
     * @param answer with its header
     * @return how many; -1 if it says nothing of that
     */
    int partitionsGiven(ByteBuffer answer) {
        ByteBuffer rest = answer.duplicate();
        short version = header.apiVersion();
        if (isHeartbeat()) {
            ResponseHeader.parse(rest, header.apiKey().responseHeaderVersion(version));
            var assignment = new ConsumerGroupHeartbeatResponseData(new ByteBufferAccessor(rest), version).assignment();
            return assignment == null ? -1 : count(assignment);
        }
        if (header.apiKey() == ApiKeys.SYNC_GROUP) {
            ResponseHeader.parse(rest, header.apiKey().responseHeaderVersion(version));
            byte[] assignment = new SyncGroupResponseData(new ByteBufferAccessor(rest), version).assignment();
            return assignment.length == 0
                    ? -1
                    : ConsumerProtocol.deserializeAssignment(ByteBuffer.wrap(assignment))
                            .partitions()
                            .size();
        }
        return -1;
    }

    private static int count(ConsumerGroupHeartbeatResponseData.Assignment assignment) {
        return assignment.topicPartitions().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }

    private boolean isHeartbeat() {
        return header.apiKey() == ApiKeys.CONSUMER_GROUP_HEARTBEAT;
    }

    private ConsumerGroupHeartbeatRequestData heartbeat() {
        return new ConsumerGroupHeartbeatRequestData(new ByteBufferAccessor(body.duplicate()), header.apiVersion());
    }

    /** How many partitions a heartbeat says that the client has; 0 if it says nothing of that, as others don't. */
    int partitionsHeld() {
        var held = isHeartbeat() ? heartbeat().topicPartitions() : null;
        return held == null
                ? 0
                : held.stream().mapToInt(topic -> topic.partitions().size()).sum();
    }
}
