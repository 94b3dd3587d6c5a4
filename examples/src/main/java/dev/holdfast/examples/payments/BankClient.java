package dev.holdfast.examples.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a bank in another process. A bank that can't be reached has not answered in time, either. */
final class BankClient implements Bank {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;

    BankClient(InetSocketAddress address) {
        this.url = "http://" + address.getHostString() + ":" + address.getPort();
    }

    @Override
    public String transfer(Payment payment) throws BankTimeoutException, CardDeclinedException {
        HttpResponse<Void> answer;
        try {
            answer = post(BankServer.TRANSFERS, json.writeValueAsString(payment));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a payment that is no JSON", e);
        } catch (IOException e) {
            throw new BankTimeoutException(e);
        }
        return switch (answer.statusCode()) {
            case BankServer.OK ->
                answer.headers().firstValue(BankServer.REFERENCE).orElse("");
            case BankServer.DECLINED -> throw new CardDeclinedException();
            case BankServer.TIMED_OUT -> throw new BankTimeoutException();
            default -> throw new IllegalStateException("the bank answers with " + answer.statusCode());
        };
    }

    @Override
    public void reopenBranch() {
        try {
            post(BankServer.BRANCH, "");
        } catch (IOException e) {
            throw new IllegalStateException("the bank can't be reached at " + url, e);
        }
    }

    private HttpResponse<Void> post(String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
