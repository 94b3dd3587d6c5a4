ARG JAVA_IMAGE
FROM ${JAVA_IMAGE}
COPY files/usr/ /usr/
RUN mkdir -p /alertmanager && chown nobody /alertmanager
USER nobody
WORKDIR /alertmanager
VOLUME /alertmanager
EXPOSE 9093
ENTRYPOINT ["/usr/bin/prometheus-alertmanager"]
CMD ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"]
