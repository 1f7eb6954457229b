package dev.tandem.kit.client;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.CorrelationId;
import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds and sends one call to another service.
 *
 * <p>Forwards the correlation id of the current request. Repeats a read once if the connection is closed before an answer, as the
 * other side may do with a kept-alive one.
 */
public final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final ServiceClient service;
    private final HttpRequest<Buffer> request;
    private Duration deadline;
    private boolean repeatable;
    private @Nullable Buffer body;

    Call(ServiceClient service, HttpRequest<Buffer> request, Duration deadline) {
        this.service = service;
        this.request = request;
        this.deadline = deadline;
        this.repeatable = request.method() == HttpMethod.GET;
    }

    /** Forwards the caller's token. */
    public Call onBehalfOf(Caller caller) {
        return header("Authorization", "Bearer " + caller.token());
    }

    public Call header(String name, String value) {
        request.putHeader(name, value);
        return this;
    }

    public Call query(String name, String value) {
        request.addQueryParam(name, value);
        return this;
    }

    public Call within(Duration limit) {
        this.deadline = limit;
        return this;
    }

    /** Marks the call as a read, whatever its method. */
    public Call changingNothing() {
        this.repeatable = true;
        return this;
    }

    public Call json(JsonObject json) {
        return body("application/json", json.toBuffer());
    }

    public Call body(String contentType, Buffer content) {
        this.body = content;
        return header("Content-Type", contentType);
    }

    /** The answer, with a status below 400. Fails with a {@link dev.tandem.kit.http.ProblemException}. */
    public Future<HttpResponse<Buffer>> send() {
        String correlationId = CorrelationId.current();
        if (correlationId != null && !request.headers().contains(CorrelationId.HEADER)) {
            request.putHeader(CorrelationId.HEADER, correlationId);
        }
        return service.guarded(this::exchange).recover(this::unavailable).compose(this::accept);
    }

    /** The answer's JSON object. Fails as {@link #send} does; a body that is not a JSON object counts as the service's fault. */
    public Future<JsonObject> sendForJson() {
        return send().map(response -> {
            try {
                JsonObject json = response.bodyAsJsonObject();
                return json == null ? new JsonObject() : json;
            } catch (DecodeException | ClassCastException unreadable) {
                LOG.warn("{} answered something that is not a JSON object", service.name());
                throw Problems.noAnswer(1).asException();
            }
        });
    }

    private Future<HttpResponse<Buffer>> exchange() {
        request.timeout(deadline.toMillis());
        return attempt()
                .recover(failure -> again(failure) ? attempt() : Future.failedFuture(failure))
                .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .compose(response -> response.statusCode() >= 500
                        ? Future.failedFuture(new ServerFault(response.statusCode()))
                        : Future.succeededFuture(response));
    }

    private Future<HttpResponse<Buffer>> attempt() {
        return body == null ? request.send() : request.sendBuffer(body);
    }

    private boolean again(Throwable failure) {
        return failure instanceof HttpClosedException && repeatable;
    }

    private Future<HttpResponse<Buffer>> unavailable(Throwable failure) {
        if (!(failure instanceof OpenCircuitException)) {
            LOG.debug("{} does not answer: {}", service.name(), failure.getMessage());
        }
        Problem problem = Problems.noAnswer(failure instanceof OpenCircuitException ? service.openForSeconds() : 1);
        return Future.failedFuture(new ProblemException(problem, new NoAnswer(service.name(), failure)));
    }

    private Future<HttpResponse<Buffer>> accept(HttpResponse<Buffer> response) {
        return response.statusCode() < 400
                ? Future.succeededFuture(response)
                : Future.failedFuture(refusal(response).asException());
    }

    private static Problem refusal(HttpResponse<Buffer> response) {
        Problem problem = problem(response);
        for (String passedOn : new String[] {"Retry-After", "WWW-Authenticate", "RateLimit", "RateLimit-Policy"}) {
            String value = response.getHeader(passedOn);
            problem = value == null ? problem : problem.withHeader(passedOn, value);
        }
        return problem;
    }

    private static Problem problem(HttpResponse<Buffer> response) {
        try {
            JsonObject json = response.bodyAsJsonObject();
            return json == null
                    ? Problems.standard(response.statusCode())
                    : Problem.fromJson(json, response.statusCode());
        } catch (DecodeException | ClassCastException unreadable) {
            return Problems.standard(response.statusCode());
        }
    }

    /** Names the service that does not answer, for operators only: the problem sent to clients does not. */
    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String service, Throwable cause) {
            super("of " + service, cause, false, false);
        }
    }

    /** Signals an answer with a status of 500 or more. */
    static final class ServerFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        ServerFault(int status) {
            super("it answered " + status, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
