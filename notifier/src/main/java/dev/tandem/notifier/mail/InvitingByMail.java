package dev.tandem.notifier.mail;

import dev.tandem.kit.Platform;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.health.Status;
import dev.tandem.notifier.announcement.FactListener;
import dev.tandem.notifier.announcement.RequestListener;
import dev.tandem.notifier.delivery.Carrier;
import dev.tandem.notifier.delivery.DeliveryWorker;
import dev.tandem.runtime.Service;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Optional;

/** Adds mails of invitations to the service: what enters them, and the worker that sends them. */
public final class InvitingByMail {

    private static final int CONNECTIONS = 4;

    private InvitingByMail() {}

    /**
     * The reactions of such mails to events.
     *
     * @param requests enters each mail that is asked for
     * @param joining moves what is known of an invited address to whoever joins with it
     */
    public record Reactions(RequestListener requests, FactListener joining) {}

    /**
     * Returns the reactions. What is asked for is entered in any case: without a mail server or a key it waits, and the health of
     * the service and the age of the oldest mail say so.
     *
     * @param inviting empty if the operator has set no key
     */
    public static Reactions addTo(
            Service service, Platform platform, MailSettings settings, Optional<Inviting> inviting, Clock clock) {
        boolean configured = settings.server().isPresent() && inviting.isPresent();
        Carrier carrier = configured
                ? carrier(service, platform, settings, settings.server().get(), inviting.get())
                : new Unconfigured("no mail server or no INVITATION_KEY is set");
        DeliveryWorker mails = Mail.worker(platform, service.pool(), carrier, InvitationCarrier.CHANNEL, CONNECTIONS);
        platform.health()
                .watch(
                        "invitations",
                        () -> mails.available()
                                ? Status.up()
                                : Status.degraded(
                                        configured
                                                ? "the mail server does not answer; invitations wait"
                                                : "no mail server or no INVITATION_KEY is set; invitations wait"));
        service.deploys("invitations", mails);
        return new Reactions(new InvitationMails(clock, mails::nudge), new JoinedAddresses());
    }

    private static Carrier carrier(
            Service service, Platform platform, MailSettings settings, SmtpAddress server, Inviting inviting) {
        Pool own = service.pool("-invitations", 1);
        return new InvitationCarrier(
                ServiceClient.to(platform, "project-service-invitations", inviting.projectService()),
                inviting.key(),
                own,
                Mail.mailer(platform, own, settings, server, CONNECTIONS),
                new MailComposer(settings));
    }
}
