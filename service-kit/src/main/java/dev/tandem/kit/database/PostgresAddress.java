package dev.tandem.kit.database;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@code postgresql://} address, in the forms that the two drivers want. No message repeats the password. */
record PostgresAddress(PgConnectOptions options) {

    static PostgresAddress of(URI uri) {
        try {
            return new PostgresAddress(PgConnectOptions.fromUri(uri.toString()));
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

    /** For people: where it is, without user and password. */
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
