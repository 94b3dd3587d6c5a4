package dev.holdfast.connect.jms;

import dev.holdfast.connect.lab.JmsServer;

class ClassicSpecialsIT extends JmsSpecials {
    ClassicSpecialsIT() {
        super(JmsServer.Kind.CLASSIC);
    }
}
