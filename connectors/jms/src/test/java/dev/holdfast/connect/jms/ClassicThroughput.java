package dev.holdfast.connect.jms;

import dev.holdfast.connect.lab.JmsServer;

class ClassicThroughput extends JmsThroughput {
    ClassicThroughput() {
        super(JmsServer.Kind.CLASSIC);
    }
}
