package dev.holdfast.examples.payments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A bank that is asked over HTTP, so that instances in several processes have the same one. Each request has a thread,
 * as the callers are few.
 */
final class BankServer implements AutoCloseable {
    static final String TRANSFERS = "/transfers";
    static final String BRANCH = "/branch";
    static final String REFERENCE = "Bank-Reference";
    static final int OK = 200;
    static final int DECLINED = 402;
    static final int TIMED_OUT = 504;
    private static final String POST = "POST";
    private static final int NOT_ALLOWED = 405;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper json = new ObjectMapper();
    private final Bank bank;

    private record Answer(int status, String reference) {}

    private BankServer(HttpServer server, Bank bank) {
        this.server = server;
        this.bank = bank;
    }

    /** Opens at an address; port 0 is any that is free. */
    static BankServer start(InetSocketAddress address, Bank bank) {
        BankServer opened;
        try {
            opened = new BankServer(HttpServer.create(address, 0), bank);
        } catch (IOException e) {
            throw new UncheckedIOException("the bank can't listen at " + address, e);
        }
        opened.server.createContext(TRANSFERS, opened::transfer);
        opened.server.createContext(BRANCH, opened::reopenBranch);
        opened.server.setExecutor(opened.threads);
        opened.server.start();
        return opened;
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void transfer(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange, POST.equals(exchange.getRequestMethod()) ? transferred(exchange) : notAllowed());
        }
    }

    private Answer transferred(HttpExchange exchange) throws IOException {
        Payment payment = json.readValue(exchange.getRequestBody(), Payment.class);
        try {
            return new Answer(OK, bank.transfer(payment));
        } catch (CardDeclinedException e) {
            return new Answer(DECLINED, "");
        } catch (BankTimeoutException e) {
            return new Answer(TIMED_OUT, "");
        }
    }

    private void reopenBranch(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (POST.equals(exchange.getRequestMethod())) {
                bank.reopenBranch();
                answer(exchange, new Answer(OK, ""));
            } else {
                answer(exchange, notAllowed());
            }
        }
    }

    private static Answer notAllowed() {
        return new Answer(NOT_ALLOWED, "");
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set(REFERENCE, answer.reference());
        exchange.sendResponseHeaders(answer.status(), NO_BODY); // one would wait for the acknowledgement of the head
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
