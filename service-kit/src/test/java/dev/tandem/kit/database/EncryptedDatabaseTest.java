package dev.tandem.kit.database;

import static dev.tandem.kit.testing.Awaiting.failure;
import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.backends.tls.Certificates;
import dev.tandem.backends.tls.TlsProxy;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom we believe to be the database, by both drivers. */
@Timeout(60)
class EncryptedDatabaseTest {

    private static final URI PLAIN = URI.create(SharedBackends.get().postgres().uri("kit_encrypted"));
    private static final Migration FIRST = Migration.of("kit-first");

    @TempDir
    static Path directory;

    private static Certificates certificates;

    private final Vertx vertx = Vertx.vertx();

    @BeforeAll
    static void certify() {
        certificates = Certificates.in(directory);
    }

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private static TlsProxy showing(SSLContext shown) {
        return TlsProxy.toPostgres(PLAIN.getHost(), PLAIN.getPort(), shown);
    }

    private static URI address(int port, String query) {
        return URI.create("postgresql://" + PLAIN.getRawUserInfo() + "@localhost:" + port + PLAIN.getRawPath() + query);
    }

    private static String with(String mode) {
        return "?sslmode=" + mode + "&sslrootcert=" + certificates.authority();
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void a_server_that_our_own_authority_vouches_for_is_believed(String mode) {
        try (TlsProxy way = showing(certificates.signedFor("localhost"))) {
            URI address = address(way.port(), with(mode));

            get(Migrations.migrate(vertx, address, FIRST));
            Pool pool = Databases.pool(vertx, address, "test", 1);
            assertThat(get(pool.query("SELECT 1").execute())).hasSize(1);

            // One to see whether it is there, some to migrate, one of the pool.
            assertThat(way.shakenHands()).isGreaterThanOrEqualTo(3);
            get(pool.close());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void a_server_that_vouches_for_itself_is_refused(String mode) {
        try (TlsProxy way = showing(certificates.selfSignedFor("localhost"))) {
            refused(way, with(mode));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void a_server_with_a_certificate_for_another_name_is_refused(String mode) {
        try (TlsProxy way = showing(certificates.signedFor("elsewhere.test"))) {
            refused(way, with(mode));
        }
    }

    @Test
    void without_an_authority_of_our_own_those_of_java_decide() {
        try (TlsProxy way = showing(certificates.signedFor("localhost"))) {
            refused(way, "?sslmode=verify-full");
        }
    }

    @Test
    void a_server_that_does_not_encrypt_is_refused() {
        URI address = address(PLAIN.getPort(), with("verify-full"));

        assertThat(failure(Migrations.migrate(vertx, address, FIRST))).hasMessageContaining("cannot be used");
    }

    /** By the driver of the pools, and by that of the migrations, which comes second and so is asked by itself. */
    private void refused(TlsProxy way, String query) {
        URI address = address(way.port(), query);

        assertThat(failure(Migrations.migrate(vertx, address, FIRST)))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("cannot be used");
        assertThat(failure(vertx.executeBlocking(() -> {
                    Migrations.run(PostgresAddress.of(address), FIRST);
                    return null;
                })))
                .isInstanceOf(MigrationException.class);
        assertThat(way.shakenHands()).isZero();
    }
}
