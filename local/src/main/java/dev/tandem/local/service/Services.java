package dev.tandem.local.service;

import dev.tandem.analytics.Analytics;
import dev.tandem.analytics.AnalyticsConfig;
import dev.tandem.contracts.TandemService;
import dev.tandem.deadletters.DeadLetters;
import dev.tandem.deadletters.DeadLettersConfig;
import dev.tandem.feed.ActivityFeed;
import dev.tandem.feed.ActivityFeedConfig;
import dev.tandem.gateway.Gateway;
import dev.tandem.gateway.GatewayConfig;
import dev.tandem.notifier.Notifier;
import dev.tandem.notifier.NotifierConfig;
import dev.tandem.project.ProjectService;
import dev.tandem.project.ProjectServiceConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts and stops every service of the system, each on its own platform; they communicate only over HTTP and AMQP. */
public final class Services implements AutoCloseable {

    private static final String PUBLIC = TandemService.GATEWAY.serviceName();
    private static final String LOOPBACK = "127.0.0.1";

    /** All services, the public one last. */
    public static final List<Component<?>> COMPONENTS = List.of(
            new Component<>(
                    TandemService.PROJECT_SERVICE,
                    ProjectService.class,
                    ProjectServiceConfig::from,
                    ProjectService::start),
            new Component<>(
                    TandemService.ACTIVITY_FEED, ActivityFeed.class, ActivityFeedConfig::from, ActivityFeed::start),
            new Component<>(TandemService.NOTIFIER, Notifier.class, NotifierConfig::from, Notifier::start),
            new Component<>(TandemService.ANALYTICS, Analytics.class, AnalyticsConfig::from, Analytics::start),
            new Component<>(TandemService.DEAD_LETTERS, DeadLetters.class, DeadLettersConfig::from, DeadLetters::start),
            new Component<>(TandemService.GATEWAY, Gateway.class, GatewayConfig::from, Gateway::start));

    private final Map<String, ManagedService> slots = new LinkedHashMap<>();

    /** Prepares the services without starting them. */
    public Services(Surroundings surroundings) {
        FreePorts ports = FreePorts.of(surroundings.port());
        Map<String, String> addresses = new LinkedHashMap<>();
        for (Component<?> component : COMPONENTS) {
            boolean open = component.name().equals(PUBLIC);
            int port = open && surroundings.port() != 0 ? surroundings.port() : ports.next();
            String host = open ? surroundings.variables().getOrDefault("HTTP_HOST", LOOPBACK) : LOOPBACK;
            addresses.put(component.service().addressVariable(), "http://" + LOOPBACK + ":" + port);
            slots.put(
                    component.name(), new ManagedService(component, host, port, ports.next(), addresses, surroundings));
        }
    }

    /**
     * Starts all services at the same time; returns when all are ready.
     *
     * @throws StartFailed if one of them does not start; then none is left running
     */
    public void startAll() {
        List<CompletableFuture<Void>> starting = slots.values().stream()
                .map(slot -> CompletableFuture.runAsync(slot::start, task -> new Thread(task, "start").start()))
                .toList();
        try {
            CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failed) {
            close();
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Starts a stopped service at its earlier address; returns when it is ready. */
    public void start(String name) {
        slot(name).start();
    }

    /** Stops a service as a signal would; returns when it has ended. */
    public void stop(String name) {
        slot(name).stop();
    }

    public URI uri(String name) {
        return slot(name).uri();
    }

    /** Returns, by service name, the address of each service's metrics and detailed health. */
    public Map<String, URI> management() {
        Map<String, URI> addresses = new LinkedHashMap<>();
        slots.forEach((name, slot) -> addresses.put(name, slot.managementUri()));
        return addresses;
    }

    public URI publicUri() {
        return URI.create("http://localhost:" + uri(PUBLIC).getPort());
    }

    /** Stops the running services, the public one first. */
    @Override
    public void close() {
        List<ManagedService> lastFirst = new ArrayList<>(slots.values());
        Collections.reverse(lastFirst);
        lastFirst.forEach(ManagedService::stop);
    }

    private ManagedService slot(String name) {
        ManagedService slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("No service is named " + name + ", only " + slots.keySet());
        }
        return slot;
    }
}
