#!/usr/bin/env bash
# The other scripts of this folder, by name; called by its own name, runs a class.
set -euo pipefail

case $(basename "$0") in
  kafka-server-start.sh) class=kafka.Kafka ;;
  kafka-storage.sh) class=kafka.tools.StorageTool ;;
  kafka-topics.sh) class=org.apache.kafka.tools.TopicCommand ;;
  kafka-consumer-groups.sh) class=org.apache.kafka.tools.consumer.group.ConsumerGroupCommand ;;
  kafka-console-consumer.sh) class=org.apache.kafka.tools.consumer.ConsoleConsumer ;;
  kafka-console-producer.sh) class=org.apache.kafka.tools.ConsoleProducer ;;
  connect-distributed.sh) class=org.apache.kafka.connect.cli.ConnectDistributed ;;
  *)
    class=$1
    shift
    ;;
esac
read -r -a options <<<"${KAFKA_HEAP_OPTS:--Xmx256m} ${KAFKA_OPTS:-} ${KAFKA_JMX_OPTS:-}"
exec java "${options[@]}" -Dlog4j2.configurationFile=/etc/kafka/docker/log4j2.yaml -cp '/opt/kafka/libs/*' "$class" "$@"
