package dev.tandem.local.instance;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running local system, as others find it.
 *
 * @param since when its process was started, since a pid alone may by now belong to another one
 * @param traces below which it tells of an operation, by its id; null where it does not
 * @param management where each service tells its metrics and its health in detail, by name; for people and scripts
 */
public record Instance(
        long pid,
        Instant since,
        int port,
        Path data,
        @Nullable URI traces,
        Map<String, URI> management) {

    /** The start of a process is reckoned from the start of the machine, which the clock's corrections move. */
    private static final Duration IMPRECISION = Duration.ofSeconds(5);

    public Instance {
        management = Collections.unmodifiableMap(new LinkedHashMap<>(management));
    }

    /** This very process. */
    public static Instance here(int port, Path data) {
        ProcessHandle self = ProcessHandle.current();
        return new Instance(self.pid(), startOf(self), port, data, null, Map.of());
    }

    public Instance tracedAt(URI address) {
        return new Instance(pid, since, port, data, address, management);
    }

    public Instance managedAt(Map<String, URI> addresses) {
        return new Instance(pid, since, port, data, traces, addresses);
    }

    /** Its process, unless that has ended. A dead one that nobody has collected yet still has a start, but no command. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && process.info().command().isPresent())
                .filter(process ->
                        Duration.between(since, startOf(process)).abs().compareTo(IMPRECISION) < 0);
    }

    String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", pid);
        fields.put("since", since.toString());
        fields.put("port", port);
        fields.put("data", data.toString());
        if (traces != null) {
            fields.put("traces", traces.toString());
        }
        if (!management.isEmpty()) {
            Map<String, String> addresses = new LinkedHashMap<>();
            management.forEach((service, address) -> addresses.put(service, address.toString()));
            fields.put("management", addresses);
        }
        return JSONObjectUtils.toJSONString(fields);
    }

    /** Empty when the text is no instance; it may have been cut short by a crash. */
    static Optional<Instance> parse(String json) {
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(json);
            return Optional.of(new Instance(
                    JSONObjectUtils.getLong(fields, "pid"),
                    Instant.parse(JSONObjectUtils.getString(fields, "since")),
                    JSONObjectUtils.getInt(fields, "port"),
                    Path.of(JSONObjectUtils.getString(fields, "data")),
                    JSONObjectUtils.getURI(fields, "traces"),
                    addresses(JSONObjectUtils.getJSONObject(fields, "management"))));
        } catch (ParseException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, URI> addresses(@Nullable Map<String, Object> written) {
        Map<String, URI> addresses = new LinkedHashMap<>();
        if (written != null) {
            written.forEach((service, address) -> addresses.put(service, URI.create(String.valueOf(address))));
        }
        return addresses;
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
