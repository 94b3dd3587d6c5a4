package dev.holdfast.connect.jms;

import dev.holdfast.connect.lab.JmsServer;

class ArtemisThroughput extends JmsThroughput {
    ArtemisThroughput() {
        super(JmsServer.Kind.ARTEMIS);
    }
}
