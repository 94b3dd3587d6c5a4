/**
 * What a connector must do when something fails, as JUnit tests to subclass: {@link
 * dev.holdfast.connect.contract.SourceConnectorContract} and {@link dev.holdfast.connect.contract.SinkConnectorContract}.
 *
 * <p>Each test has a connector, topics and a place at the other system of its own; cluster, workers and servers are shared.
 * Messages carry numbers; what was accepted is compared with what Kafka has, read committed.
 */
@NullMarked
package dev.holdfast.connect.contract;

import org.jspecify.annotations.NullMarked;
