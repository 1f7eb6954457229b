package dev.tandem.notifier.mail;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mails over to the mail server, signed if a key is configured. The client signs on its event loop, which takes
 * milliseconds; so a client that signs has an event loop to itself.
 */
final class Submission {

    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    private static final int CONNECTING_MILLIS = 5_000;
    private static final int SILENT_SECONDS = 30;
    private static final int MAILS_PER_CONNECTION = 100;

    private final Vertx vertx;
    private final MailClient client;
    private final @Nullable VertxInternal apart;
    private final @Nullable Context signing;

    Submission(Vertx vertx, SmtpAddress server, MailSettings settings, int connections) {
        this.vertx = vertx;
        this.apart = settings.dkim().isEmpty()
                ? null
                : (VertxInternal)
                        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        this.signing = apart == null ? null : apart.createEventLoopContext();
        this.client = MailClient.create(apart == null ? vertx : apart, config(server, settings, connections));
    }

    /**
     * Commands are not pipelined: a refused recipient would leave the connection in the middle of a mail. No algorithm of
     * verification is set: only then does the client compare the certificate with the host's name.
     */
    private static MailConfig config(SmtpAddress server, MailSettings settings, int connections) {
        MailConfig config = new MailConfig()
                .setHostname(server.host())
                .setPort(server.port())
                .setSsl(server.tls())
                .setStarttls(server.startTls() ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(server.user() == null ? LoginOption.NONE : LoginOption.REQUIRED)
                .setAuthMethods("PLAIN LOGIN")
                .setOwnHostname(Objects.requireNonNullElse(settings.site().getHost(), "localhost"))
                .setUserAgent("Tandem")
                .setPipelining(false)
                .setAllowRcptErrors(false)
                .setMaxPoolSize(connections)
                .setMaxMailsPerConnection(MAILS_PER_CONNECTION)
                .setConnectTimeout(CONNECTING_MILLIS)
                .setIdleTimeout(SILENT_SECONDS);
        if (server.authorities() != null) {
            config.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(server.authorities())));
        }
        settings.dkim().ifPresent(dkim -> config.setEnableDKIM(true).addDKIMSignOption(dkim.options()));
        return server.user() == null
                ? config
                : config.setUsername(server.user()).setPassword(server.password());
    }

    /** Completes on the caller's context when the server has accepted the mail, or fails with the server's answer. */
    Future<MailResult> submit(MailMessage message) {
        Context there = signing;
        if (there == null) {
            return client.sendMail(message);
        }
        Context here = vertx.getOrCreateContext();
        Promise<MailResult> submitted = Promise.promise();
        there.runOnContext(away -> client.sendMail(message)
                .onComplete((result, failure) -> here.runOnContext(back -> submitted.complete(result, failure))));
        return submitted.future();
    }

    /** Closes the client. Succeeds even if a connection ends while the client says goodbye to the server. */
    Future<Void> close() {
        Vertx own = apart;
        Future<Void> closed = client.close()
                .onFailure(e -> LOG.debug("A connection to the mail server ended by itself: {}", e.getMessage()))
                .otherwiseEmpty();
        if (own == null) {
            return closed;
        }
        Promise<Void> all = Promise.promise();
        closed.onComplete(ended -> own.close().onComplete(all));
        return all.future();
    }
}
