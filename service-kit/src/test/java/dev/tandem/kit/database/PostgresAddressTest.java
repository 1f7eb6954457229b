package dev.tandem.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    private static PostgresAddress address(String uri) {
        return PostgresAddress.of(URI.create(uri));
    }

    @Test
    void user_password_and_name_are_decoded_and_encoded_anew() {
        PostgresAddress address = address("postgresql://an%40na:p%2Fss%3Aw%2B%25rd@db.test:6432/my%20db");
        assertThat(address.user()).isEqualTo("an@na");
        assertThat(address.password()).isEqualTo("p/ss:w+%rd");
        assertThat(address.jdbcUrl()).startsWith("jdbc:postgresql://db.test:6432/my%20db?");
        assertThat(address.place()).isEqualTo("db.test:6432/my db");
        assertThat(address.jdbcUrl()).doesNotContain("rd@");
    }

    @Test
    void the_query_is_translated() {
        assertThat(address("postgresql://a:b@h/d?sslmode=require&application_name=x%20y&search_path=s")
                        .jdbcUrl())
                .contains("sslmode=verify-full", "ApplicationName=x%20y", "currentSchema=s");
        assertThat(address("postgres://a:b@h/d").jdbcUrl()).startsWith("jdbc:postgresql://h:5432/d?sslmode=disable");
    }

    @Test
    void whoever_encrypts_verifies() {
        assertThat(address("postgresql://a:b@h/d?sslmode=require&sslrootcert=/etc/ca.pem")
                        .jdbcUrl())
                .contains("sslmode=verify-full", "sslrootcert=%2Fetc%2Fca.pem")
                .doesNotContain("sslfactory");
        assertThat(address("postgresql://a:b@h/d?sslmode=verify-full").jdbcUrl())
                .contains("sslmode=verify-full", "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThat(address("postgresql://a:b@h/d?sslrootcert=%2Fetc%2Fca.pem&sslmode=verify-full")
                        .authorities())
                .isEqualTo("/etc/ca.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=prefer", "sslmode=allow", "sslrootcert=/etc/ca.pem"})
    void what_goes_on_in_the_clear_where_it_has_to_is_refused(String query) {
        assertThatThrownBy(() -> address("postgresql://anna:hunter2@h/d?" + query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("verify-full")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_malformed_address_does_not_give_its_password_away() {
        assertThatThrownBy(() -> address("mysql://anna:hunter2@h/d"))
                .hasMessageContaining("postgresql://user:password@host:5432/name")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
