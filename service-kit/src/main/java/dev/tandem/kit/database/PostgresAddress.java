package dev.tandem.kit.database;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Parses a {@code postgresql://} address into the forms that the two drivers need. No message repeats the password.
 *
 * <p>Without {@code sslmode}, or with {@code disable}, nothing is encrypted. With {@code require}, {@code verify-ca} and
 * {@code verify-full} alike, the server must present a certificate for the host in the address, from an authority in the
 * PEM file that {@code sslrootcert} names, or else from one that Java trusts. {@code allow} and {@code prefer} are refused:
 * a man in the middle can downgrade them to plain text.
 *
 * @param authorities null for Java's own
 */
record PostgresAddress(PgConnectOptions options, @Nullable String authorities) {

    private static final String AUTHORITIES = "sslrootcert";
    private static final String NAMES_AS_IN = "HTTPS";

    static PostgresAddress of(URI uri) {
        PgConnectOptions options = parsed(uri);
        String authorities = authorities(uri);
        switch (options.getSslMode()) {
            case DISABLE -> {
                if (authorities != null) {
                    throw new IllegalArgumentException(
                            "The database address has sslrootcert but asks for no encryption: add sslmode=verify-full");
                }
            }
            case ALLOW, PREFER ->
                throw new IllegalArgumentException("The database address has sslmode="
                        + options.getSslMode().value + ", which goes on in the clear where it has to: use"
                        + " verify-full, or disable");
            case REQUIRE, VERIFY_CA, VERIFY_FULL ->
                options.setSslMode(SslMode.VERIFY_FULL)
                        .setSslOptions(new ClientSSLOptions()
                                .setTrustOptions(trust(authorities))
                                .setHostnameVerificationAlgorithm(NAMES_AS_IN));
        }
        return new PostgresAddress(options, authorities);
    }

    /** Reads {@code sslrootcert} from the address, because Vert.x's driver ignores it. */
    private static @Nullable String authorities(URI uri) {
        return Stream.ofNullable(uri.getRawQuery())
                .flatMap(query -> Stream.of(query.split("&", -1)))
                .filter(parameter -> parameter.startsWith(AUTHORITIES + "="))
                .map(parameter -> parameter.substring(AUTHORITIES.length() + 1))
                .map(path -> URLDecoder.decode(path, StandardCharsets.UTF_8))
                .findFirst()
                .orElse(null);
    }

    private static TrustOptions trust(@Nullable String authorities) {
        if (authorities != null) {
            return new PemTrustOptions().addCertPath(authorities);
        }
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init((KeyStore) null);
            return TrustOptions.wrap(managers.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no certificate authorities", e);
        }
    }

    private static PgConnectOptions parsed(URI uri) {
        try {
            return PgConnectOptions.fromUri(uri.toString());
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException(
                    "The database address should look like postgresql://user:password@host:5432/name,"
                            + " with special characters percent-encoded");
        }
    }

    String jdbcUrl() {
        Map<String, String> parameters = new LinkedHashMap<>();
        SslMode ssl = options.getSslMode();
        if (ssl != null) {
            parameters.put("sslmode", ssl.value);
        }
        if (authorities != null) {
            parameters.put(AUTHORITIES, authorities);
        } else if (ssl == SslMode.VERIFY_FULL) {
            parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        put(parameters, "ApplicationName", "application_name");
        put(parameters, "currentSchema", "search_path");
        put(parameters, "options", "options");
        parameters.put("connectTimeout", "5");
        parameters.put("tcpKeepAlive", "true");
        String host = options.getHost().contains(":") ? "[" + options.getHost() + "]" : options.getHost();
        return "jdbc:postgresql://" + host + ":" + options.getPort() + "/" + encoded(options.getDatabase())
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    String user() {
        return options.getUser();
    }

    String password() {
        return options.getPassword();
    }

    /** Host, port and database for messages, without user and password. */
    String place() {
        return options.getHost() + ":" + options.getPort() + "/" + options.getDatabase();
    }

    private void put(Map<String, String> parameters, String name, String property) {
        String value = options.getProperties().get(property);
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
