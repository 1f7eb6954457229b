package dev.tandem.notifier.mail;

import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.delivery.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.sqlclient.Pool;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/** Sends mails, and classifies the server's answers. Suppresses an address whose mailbox does not exist. */
final class Mailer {

    private static final int NOT_AVAILABLE = 421;
    /**
     * Enhanced status codes by which a server says that it will never know the recipient (RFC 3463, RFC 7505). Other codes
     * that begin with 5.1 are about the sender, and a plain 550 may be about the relay.
     */
    private static final Pattern NO_SUCH_RECIPIENT =
            Pattern.compile("5[0-9]{2}[ -]5\\.1\\.(?:1|2|3|6|10)(?![0-9.]).*", Pattern.DOTALL);

    private static final String RECIPIENT = "recipient address not accepted";

    /** The beginnings of the client's messages about steps that concern one mail. */
    private static final List<String> STEPS_OF_ONE_MAIL =
            List.of(RECIPIENT, "DATA command not accepted", "sending data failed");

    /** The beginnings of the client's messages about servers that it refuses to use. */
    private static final List<String> SERVERS_NOT_TALKED_TO = List.of("STARTTLS required", "login is required");

    private final MailStore store;
    private final SuppressionStore suppressions;
    private final Submission submission;

    Mailer(Vertx vertx, Pool pool, SmtpAddress server, MailSettings settings, int connections) {
        this.store = new MailStore(pool);
        this.suppressions = new SuppressionStore(pool);
        this.submission = new Submission(vertx, server, settings, connections);
    }

    /** @param compose writes the mail, given the token by which the person stops mail of the workspace */
    Future<Attempt> send(Delivery delivery, Recipient recipient, Function<UUID, MailMessage> compose) {
        return send(delivery, Objects.requireNonNull(recipient.email()), delivery.receiver(), compose);
    }

    /**
     * @param subscriber whose subscription to mail of the workspace the mail belongs to
     * @param compose writes the mail, given the token by which the subscriber stops mail of the workspace
     */
    Future<Attempt> send(Delivery delivery, String email, String subscriber, Function<UUID, MailMessage> compose) {
        return store.token(delivery, subscriber, email)
                .map(compose)
                .compose(message -> submission
                        .submit(message)
                        .<Attempt>map(sent -> new Attempt.Sent("accepted"))
                        .recover(failure -> refused(failure, email, subscriber)));
    }

    Future<Void> close() {
        return submission.close();
    }

    private Future<Attempt> refused(Throwable failure, String email, String user) {
        Attempt attempt = attempt(failure);
        return attempt instanceof Attempt.Refused && isAboutTheMailbox(failure)
                ? suppressions.suppress(email, attempt.answer(), user).map(attempt)
                : Future.succeededFuture(attempt);
    }

    /**
     * Returns true if the mailbox does not exist. Other refusals are no reason to suppress the address: one by policy may
     * concern a single mail, and one of the sender concerns every recipient.
     */
    private static boolean isAboutTheMailbox(Throwable failure) {
        return failure instanceof SMTPException reply
                && String.valueOf(reply.getMessage()).startsWith(RECIPIENT)
                && NO_SUCH_RECIPIENT
                        .matcher(String.valueOf(reply.getReplyMessage()))
                        .matches();
    }

    /**
     * Returns true if the answer concerns one mail. The answer to a greeting, a log-in or the sender would be the same for
     * every mail.
     */
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
        String what = "no answer: " + cause(failure).getMessage();
        return cannotHaveArrived(failure) || cannotHaveArrived(cause(failure))
                ? new Attempt.Unavailable(what)
                : new Attempt.Interrupted(what);
    }

    private static boolean cannotHaveArrived(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLHandshakeException
                || SERVERS_NOT_TALKED_TO.stream().anyMatch(String.valueOf(failure.getMessage())::startsWith);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : cause(cause);
    }
}
