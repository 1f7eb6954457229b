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
 * Describes a running local system, so that other processes find it.
 *
 * @param since start of its process; a pid alone may by now belong to another process
 * @param traces address below which it serves the traces of an operation, by its id; null when it does not
 * @param mails address of the page with what was mailed; null when it has none
 * @param management by service name, the address of its metrics and detailed health; for people and scripts
 */
public record Instance(
        long pid,
        Instant since,
        int port,
        Path data,
        @Nullable URI traces,
        @Nullable URI mails,
        Map<String, URI> management) {

    /** A process's start is computed from the machine's start, which clock corrections shift. */
    private static final Duration IMPRECISION = Duration.ofSeconds(5);

    public Instance {
        management = Collections.unmodifiableMap(new LinkedHashMap<>(management));
    }

    /** Describes this process. */
    public static Instance here(int port, Path data) {
        ProcessHandle self = ProcessHandle.current();
        return new Instance(self.pid(), startOf(self), port, data, null, null, Map.of());
    }

    public Instance tracedAt(URI address) {
        return new Instance(pid, since, port, data, address, mails, management);
    }

    public Instance mailsAt(URI address) {
        return new Instance(pid, since, port, data, traces, address, management);
    }

    public Instance managedAt(Map<String, URI> addresses) {
        return new Instance(pid, since, port, data, traces, mails, addresses);
    }

    /** Returns its process unless that has ended. A zombie still has a start time, but no command. */
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
        if (mails != null) {
            fields.put("mails", mails.toString());
        }
        if (!management.isEmpty()) {
            Map<String, String> addresses = new LinkedHashMap<>();
            management.forEach((service, address) -> addresses.put(service, address.toString()));
            fields.put("management", addresses);
        }
        return JSONObjectUtils.toJSONString(fields);
    }

    /** Empty when the text does not describe an instance; a crash may have cut it short. */
    static Optional<Instance> parse(String json) {
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(json);
            return Optional.of(new Instance(
                    JSONObjectUtils.getLong(fields, "pid"),
                    Instant.parse(JSONObjectUtils.getString(fields, "since")),
                    JSONObjectUtils.getInt(fields, "port"),
                    Path.of(JSONObjectUtils.getString(fields, "data")),
                    JSONObjectUtils.getURI(fields, "traces"),
                    JSONObjectUtils.getURI(fields, "mails"),
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
