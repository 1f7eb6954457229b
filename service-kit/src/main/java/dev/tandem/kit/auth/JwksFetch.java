package dev.tandem.kit.auth;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;

/** Fetches a published key set without blocking, bounded in time and size. */
final class JwksFetch {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int TIMEOUT_MILLIS = 2_000;

    private final HttpClient client;
    private final RequestOptions request;

    JwksFetch(Vertx vertx, AuthSettings settings) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(TIMEOUT_MILLIS)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setVerifyHost(true)
                .setIdleTimeout(10)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        settings.authorities().ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        this.client = vertx.createHttpClient(options);
        this.request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(settings.jwksUri().toString())
                .setTimeout(TIMEOUT_MILLIS)
                .putHeader("Accept", "application/json");
    }

    /** The published public keys; fails when none can be read. */
    Future<JWKSet> fetch() {
        return client.request(request)
                .compose(this::send)
                .timeout(2L * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .map(JwksFetch::parse);
    }

    private Future<Buffer> send(HttpClientRequest sending) {
        return sending.send().compose(response -> body(sending, response));
    }

    private static Future<Buffer> body(HttpClientRequest sending, HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        response.handler(part -> {
            if (body.length() + part.length() > MOST_BYTES) {
                whole.tryFail("more than " + MOST_BYTES + " bytes");
            } else {
                body.appendBuffer(part);
            }
        });
        if (response.statusCode() != 200) {
            whole.tryFail("status " + response.statusCode());
        }
        return whole.future().onFailure(failure -> sending.reset());
    }

    private static JWKSet parse(Buffer body) {
        try {
            return JWKSet.parse(body.toString()).toPublicJWKSet();
        } catch (ParseException malformed) {
            throw new IllegalStateException("not a key set");
        }
    }
}
