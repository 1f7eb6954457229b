package dev.tandem.local;

import dev.tandem.backends.Backends;
import dev.tandem.backends.Broker;
import dev.tandem.backends.Postgres;
import dev.tandem.local.http.JsonServer;
import dev.tandem.local.identity.PublishedKeys;
import dev.tandem.local.identity.SigningKey;
import dev.tandem.local.identity.Tokens;
import dev.tandem.local.instance.DataDirectory;
import dev.tandem.local.instance.Instance;
import dev.tandem.local.mail.CaughtMails;
import dev.tandem.local.mail.MailCatcher;
import dev.tandem.local.mail.MailPages;
import dev.tandem.local.service.PortInUse;
import dev.tandem.local.service.Services;
import dev.tandem.local.service.Surroundings;
import dev.tandem.local.trace.RecentSpans;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Runs all services in this JVM, with a token issuer and back ends of their own. */
public final class LocalSystem implements AutoCloseable {

    private final Closing closing;
    private final Backends backends;
    private final Tokens tokens;
    private final Services services;
    private final Shown shown;
    private final @Nullable DataDirectory data;

    private LocalSystem(
            Closing closing,
            Backends backends,
            Tokens tokens,
            Services services,
            Shown shown,
            @Nullable DataDirectory data) {
        this.closing = closing;
        this.backends = backends;
        this.tokens = tokens;
        this.services = services;
        this.shown = shown;
        this.data = data;
    }

    /**
     * Returns when every service is ready. If the start fails, nothing is left running, and the exception's message is
     * a sentence for people.
     */
    public static LocalSystem start(LocalOptions options) {
        return start(options, sentence -> {});
    }

    /** Starts a system like {@link #start(LocalOptions)}, and reports each step to {@code progress} in a few words. */
    public static LocalSystem start(LocalOptions options, Consumer<String> progress) {
        Closing closing = new Closing(
                // Requested only when needed: the log is in the data directory, which this process must own first.
                failure -> LoggerFactory.getLogger(Closing.class).warn("Something could not be closed", failure));
        try {
            return start(options, progress, closing);
        } catch (RuntimeException failure) {
            closing.close();
            throw failure;
        }
    }

    private static LocalSystem start(LocalOptions options, Consumer<String> progress, Closing closing) {
        PortInUse.check(options.port());
        DataDirectory data = options.data() == null ? null : open(options.data(), options, closing);
        progress.accept("Starting PostgreSQL and RabbitMQ");
        SigningKey key = data == null ? SigningKey.passing() : SigningKey.keptIn(data.signingKey());
        Backends backends = closing.add(startBackends(options, data));
        JsonServer documents = closing.add(JsonServer.onLoopback());
        RecentSpans spans = new RecentSpans();
        CaughtMails mails = new CaughtMails();
        MailCatcher catcher = options.mailsElsewhere() ? null : closing.add(MailCatcher.start(mails));
        Shown shown = new Shown(
                spans.serve(documents, options.traces()),
                catcher != null,
                new MailPages(mails, catcher != null).serve(documents));
        progress.accept("Starting the services and warming them up");
        Services services = closing.add(new Services(new Surroundings(
                options.port(),
                Tokens.ISSUER,
                Tokens.AUDIENCE,
                PublishedKeys.serve(key, documents),
                backends.broker()::amqpUri,
                backends.postgres()::uri,
                options.withDefaults(key, catcher == null ? null : catcher.uri())
                        .environment(),
                List.of(spans))));
        services.startAll();
        LocalSystem system = new LocalSystem(closing, backends, new Tokens(key), services, shown, data);
        if (data != null) {
            data.occupy(system.instanceOn(data));
        }
        return system;
    }

    /** Returns the address of the gateway. */
    public URI baseUri() {
        return services.publicUri();
    }

    /** Returns the address of a service by its name. */
    public URI uri(String service) {
        return services.uri(service);
    }

    /** Returns, by service name, the address of each service's metrics and detailed health. */
    public Map<String, URI> management() {
        return services.management();
    }

    /** Returns the address of the page that shows what was mailed; empty when the environment names a mail server. */
    public Optional<URI> mails() {
        return Optional.of(shown.mails()).filter(page -> shown.catching());
    }

    /** Issues a token for that user, valid for eight hours. */
    public String token(String user, boolean ops) {
        return tokens.issue(user, ops);
    }

    public Postgres postgres() {
        return backends.postgres();
    }

    public Broker broker() {
        return backends.broker();
    }

    /** Returns the data directory; empty when the data is temporary. */
    public Optional<DataDirectory> data() {
        return Optional.ofNullable(data);
    }

    /** Returns the record by which other processes find this system; empty when the data is temporary. */
    public Optional<Instance> instance() {
        return data().map(this::instanceOn);
    }

    /** Stops a service by its name, as a signal would; returns when it has ended. */
    public void stop(String service) {
        services.stop(service);
    }

    /** Starts a stopped service at its earlier address; returns when it is ready. */
    public void start(String service) {
        services.start(service);
    }

    /** Stops everything, the gateway first and the back ends last. Idempotent. */
    @Override
    public void close() {
        closing.close();
    }

    private Instance instanceOn(DataDirectory directory) {
        return Instance.here(baseUri().getPort(), directory.path())
                .tracedAt(shown.traces())
                .mailsAt(shown.mails())
                .managedAt(management());
    }

    private static DataDirectory open(Path directory, LocalOptions options, Closing closing) {
        DataDirectory data = closing.add(DataDirectory.open(directory));
        if (options.fresh()) {
            Backends.stopLeftovers(data.backends());
            data.wipe();
        }
        data.occupy(Instance.here(options.port(), data.path()));
        closing.add(data::vacate);
        return data;
    }

    private static Backends startBackends(LocalOptions options, @Nullable DataDirectory data) {
        Backends.Builder builder = Backends.builder()
                .definitions(options.definitions())
                .environment(options.environment())
                .restarting(true)
                .closeOnExit(false);
        return (data == null ? builder : builder.data(data.backends())).start();
    }

    /** The addresses of what is shown to people; {@code catching} is true if mail is caught. */
    private record Shown(URI traces, boolean catching, URI mails) {}
}
