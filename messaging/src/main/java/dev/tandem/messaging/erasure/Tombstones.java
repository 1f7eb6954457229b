package dev.tandem.messaging.erasure;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tombstones of people whom this service has erased, as far as this instance knows. The database holds only a keyed
 * digest of each id, with a key of its own: a digest recognises an id and does not reveal it. Thread-safe.
 *
 * <p>Another instance may erase somebody at any time. So a transaction that writes personal data from a message or a request must
 * fail if this is not up to date ({@link #verify}, or the function {@code knows_erasures} in one of its statements); its caller
 * then {@linkplain #learn learns} and tries again.
 */
public final class Tombstones {

    /** Runs as one transaction: the version may grow while this waits for the lock, but not afterwards. */
    private static final String ALL = """
            SELECT pg_advisory_xact_lock_shared(1701994867);
            SELECT coalesce(pg_sequence_last_value('public.erasure_version'), 0) AS version, k.key, t.digest, t.pseudonym
            FROM public.erasure_key k LEFT JOIN public.tombstone t ON true
            """;

    private static final String VERIFY = "SELECT public.knows_erasures($1)";

    private static final String OUTDATED = "TE001";

    private volatile Known known = new Known(0, Buffer.buffer(), Map.of());

    private record Known(long version, Buffer key, Map<Buffer, String> pseudonyms) {}

    /** Reloads all tombstones. */
    public Future<Void> learn(SqlClient sql) {
        return sql.query(ALL)
                .execute()
                .map(RowSet::next)
                .onSuccess(rows -> {
                    Row any = rows.iterator().next();
                    Map<Buffer, String> pseudonyms = new HashMap<>();
                    for (Row row : rows) {
                        Buffer digest = row.getBuffer("digest");
                        if (digest != null) {
                            pseudonyms.put(digest, row.getString("pseudonym"));
                        }
                    }
                    known = new Known(any.getLong("version"), any.getBuffer("key"), Map.copyOf(pseudonyms));
                })
                .mapEmpty();
    }

    /** The pseudonym that replaces the id, or null if the id belongs to nobody who was erased. */
    public @Nullable String pseudonymOf(String id) {
        Known present = known;
        return present.pseudonyms.isEmpty() ? null : present.pseudonyms.get(digest(present.key, id));
    }

    /** Returns true if nobody has been erased. */
    boolean areNone() {
        return known.pseudonyms.isEmpty();
    }

    /** The version for {@code knows_erasures}: grows with each erasure. */
    public long version() {
        return known.version;
    }

    /** Fails, and with it the transaction, if this instance lacks an erasure; see {@link #outdated}. */
    public Future<Void> verify(SqlClient tx) {
        return tx.preparedQuery(VERIFY).execute(Tuple.of(version())).mapEmpty();
    }

    /** Returns true if a transaction failed because this instance lacks an erasure. */
    public static boolean outdated(Throwable failure) {
        return failure instanceof PgException refused && OUTDATED.equals(refused.getSqlState());
    }

    Buffer digest(String id) {
        return digest(known.key, id);
    }

    private static Buffer digest(Buffer key, String id) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(key.getBytes());
            return Buffer.buffer(sha.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
