package dev.tandem.local.instance;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running local system, as others find it.
 *
 * @param since when its process was started, since a pid alone may by now belong to another one
 * @param traces below which it tells of an operation, by its id; null where it does not
 */
public record Instance(
        long pid,
        Instant since,
        int port,
        Path data,
        @Nullable URI traces) {

    /** The start of a process is reckoned from the start of the machine, which the clock's corrections move. */
    private static final Duration IMPRECISION = Duration.ofSeconds(5);

    /** This very process. */
    public static Instance here(int port, Path data) {
        ProcessHandle self = ProcessHandle.current();
        return new Instance(self.pid(), startOf(self), port, data, null);
    }

    public Instance tracedAt(URI address) {
        return new Instance(pid, since, port, data, address);
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
                    JSONObjectUtils.getURI(fields, "traces")));
        } catch (ParseException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
