package dev.tandem.backends;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Address of a PostgreSQL server; {@code query} is the part after the question mark in its URI, or empty. */
record PostgresAddress(String host, int port, String user, String password, String database, String query) {

    private static final int DEFAULT_PORT = 5432;

    static PostgresAddress parse(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
            throw new BackendUnavailable(
                    "DATABASE_URI is not of the form postgresql://user:password@host:port/database.");
        }
        String userInfo = uri.getRawUserInfo() == null ? "postgres" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new PostgresAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
                colon < 0 ? "" : decoded(userInfo.substring(colon + 1)),
                path.isEmpty() ? "postgres" : path,
                uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }

    String uri(String name) {
        String credentials = encoded(user) + (password.isEmpty() ? "" : ":" + encoded(password));
        return "postgresql://" + credentials + "@" + host + ":" + port + "/" + encoded(name) + suffix();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database) + suffix();
    }

    Properties jdbcProperties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        return properties;
    }

    private String suffix() {
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
