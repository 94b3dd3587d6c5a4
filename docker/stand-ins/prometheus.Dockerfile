ARG JAVA_IMAGE
FROM ${JAVA_IMAGE}
COPY files/usr/ /usr/
RUN mkdir -p /prometheus /etc/prometheus && chown nobody /prometheus
USER nobody
WORKDIR /prometheus
VOLUME /prometheus
EXPOSE 9090
ENTRYPOINT ["/usr/bin/prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
