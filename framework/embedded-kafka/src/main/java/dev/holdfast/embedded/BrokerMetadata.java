package dev.holdfast.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.MetadataResponse.TopicMetadata;
import org.apache.kafka.common.requests.RequestHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one broker knows of a topic. Clients ask whichever broker they like, so that the answer of one says nothing about
 * the next; this asks the one that is meant, over a connection of its own.
 */
final class BrokerMetadata {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerMetadata.class);
    private static final int TIMEOUT_MS = 2_000;

    private BrokerMetadata() {}

    /** Whether the broker answers that the topic has all its partitions, each with a leader. */
    static boolean knows(NodePorts broker, String topic, int partitions) {
        try {
            return topics(broker, topic).stream()
                    .anyMatch(found -> found.error() == Errors.NONE
                            && found.partitionMetadata().size() == partitions
                            && found.partitionMetadata().stream().allMatch(each -> each.leaderId.isPresent()));
        } catch (IOException e) {
            LOG.debug("broker {} does not answer: {}", broker.node(), e.toString());
            return false;
        }
    }

    private static List<TopicMetadata> topics(NodePorts broker, String topic) throws IOException {
        short version = ApiKeys.METADATA.latestVersion();
        MetadataRequest request =
                MetadataRequest.Builder.forTopicNames(List.of(topic), false).build(version);
        RequestHeader header = new RequestHeader(ApiKeys.METADATA, version, "holdfast-embedded-metadata", 1);
        ByteBuffer answer = exchange(broker, request.serializeWithHeader(header));
        MetadataResponse response = (MetadataResponse) AbstractResponse.parseResponse(answer, header);
        return List.copyOf(response.topicMetadata());
    }

    /** Kafka's framing: four bytes with the size, then as many. */
    private static ByteBuffer exchange(NodePorts broker, ByteBuffer request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(NodePorts.address(broker.broker()), TIMEOUT_MS);
            byte[] body = new byte[request.remaining()];
            request.get(body);
            OutputStream out = socket.getOutputStream();
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(body.length).array());
            out.write(body);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            return ByteBuffer.wrap(answer);
        }
    }
}
