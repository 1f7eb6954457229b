package dev.tandem.notifier.mail;

import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.sqlclient.Pool;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mails to the server, and understands what it answers. */
final class Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    private static final int CONNECTING_MILLIS = 5_000;
    private static final int SILENT_SECONDS = 30;
    private static final int MAILS_PER_CONNECTION = 100;
    private static final int NOT_AVAILABLE = 421;
    /**
     * Enhanced status codes by which a server says that it will never know the recipient (RFC 3463, RFC 7505). Others of the same
     * subject are about the sender, and a plain 550 may be about the relay.
     */
    private static final Pattern NO_SUCH_RECIPIENT =
            Pattern.compile("5[0-9]{2}[ -]5\\.1\\.(?:1|2|3|6|10)(?![0-9.]).*", Pattern.DOTALL);

    private static final String RECIPIENT = "recipient address not accepted";

    /** How the client begins its messages about these steps. */
    private static final List<String> STEPS_OF_ONE_MAIL =
            List.of(RECIPIENT, "DATA command not accepted", "sending data failed");

    private final MailStore store;
    private final SuppressionStore suppressions;
    private final MailClient client;

    Mailer(Vertx vertx, Pool pool, SmtpAddress server, MailSettings settings, int connections) {
        this.store = new MailStore(pool);
        this.suppressions = new SuppressionStore(pool);
        this.client = MailClient.create(vertx, config(server, settings, connections));
    }

    /** Commands are not pipelined: a refused recipient would leave the connection in the middle of a mail. */
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
                .setIdleTimeout(SILENT_SECONDS)
                .setHostnameVerificationAlgorithm("HTTPS");
        return server.user() == null
                ? config
                : config.setUsername(server.user()).setPassword(server.password());
    }

    /** @param compose writes the mail; its argument is the token by which the person stops mail of the workspace */
    Future<Attempt> send(Delivery delivery, Recipient recipient, Function<UUID, MailMessage> compose) {
        String email = Objects.requireNonNull(recipient.email());
        return store.token(delivery, email)
                .map(compose)
                .compose(message -> client.sendMail(message)
                        .<Attempt>map(sent -> new Attempt.Sent("accepted"))
                        .recover(failure -> refused(failure, email, delivery.receiver())));
    }

    /** The client fails when a connection ends during its farewell; it is closed all the same. */
    Future<Void> close() {
        return client.close()
                .onFailure(e -> LOG.debug("A connection to the mail server ended by itself: {}", e.getMessage()))
                .otherwiseEmpty();
    }

    private Future<Attempt> refused(Throwable failure, String email, String user) {
        Attempt attempt = attempt(failure);
        return attempt instanceof Attempt.Refused && isAboutTheMailbox(failure)
                ? suppressions.suppress(email, attempt.answer(), user).map(attempt)
                : Future.succeededFuture(attempt);
    }

    /** Whether the mailbox does not exist; a policy's refusal may concern one mail alone, and a sender's every recipient. */
    private static boolean isAboutTheMailbox(Throwable failure) {
        return failure instanceof SMTPException reply
                && String.valueOf(reply.getMessage()).startsWith(RECIPIENT)
                && NO_SUCH_RECIPIENT
                        .matcher(String.valueOf(reply.getReplyMessage()))
                        .matches();
    }

    /** What the server says to a greeting, a log-in or the sender, it would say to every mail. */
    private static boolean concernsTheMail(SMTPException reply) {
        return STEPS_OF_ONE_MAIL.stream().anyMatch(String.valueOf(reply.getMessage())::startsWith);
    }

    private static Attempt attempt(Throwable failure) {
        if (failure instanceof SMTPException reply) {
            String answer = String.valueOf(reply.getReplyMessage());
            if (!concernsTheMail(reply)) {
                return new Attempt.Unavailable(answer);
            }
            if (reply.getReplyCode() == NOT_AVAILABLE) {
                return new Attempt.Interrupted(answer);
            }
            return reply.isPermanent() ? new Attempt.Refused(answer) : new Attempt.Failed(answer);
        }
        String what = "no answer: " + failure.getMessage();
        return failure instanceof ConnectException || failure instanceof UnknownHostException
                ? new Attempt.Unavailable(what)
                : new Attempt.Interrupted(what);
    }
}
