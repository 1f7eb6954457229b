package dev.tandem.messaging.broker.amqp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Sets up the connection to a broker whose address begins with {@code amqps}. By default the client would trust any certificate; so
 * this sets the trusted authorities itself, and gives the client the address in its unencrypted form.
 *
 * <p>Trusts the authorities in the PEM file that {@code cacertfile} in the query names, or else those of Java. The file is read for
 * each connection, so that it can be replaced.
 */
final class Encryption {

    private static final String SCHEME = "amqps";
    private static final int PORT = 5671;
    private static final String AUTHORITIES = "cacertfile=";
    private static final String NAMES_AS_IN = "HTTPS";

    private Encryption() {}

    /** Sets the address and the trusted authorities in the options. Fails when the authorities cannot be read. */
    static Future<RabbitMQOptions> of(Vertx vertx, URI address, RabbitMQOptions options) {
        return SCHEME.equalsIgnoreCase(address.getScheme())
                ? vertx.executeBlocking(() -> trust(address), false)
                        .map(trust -> options.setUri(unencrypted(address))
                                .setSsl(true)
                                .setHostnameVerificationAlgorithm(NAMES_AS_IN)
                                .setTrustOptions(TrustOptions.wrap(trust)))
                        .map(options)
                : Future.succeededFuture(options.setUri(address.toString()));
    }

    private static String unencrypted(URI address) {
        return "amqp://" + address.getRawAuthority() + (address.getPort() < 0 ? ":" + PORT : "") + address.getRawPath()
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    private static NamedTrust trust(URI address) throws IOException, GeneralSecurityException {
        Path file = Stream.ofNullable(address.getQuery())
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> parameter.startsWith(AUTHORITIES))
                .map(parameter -> Path.of(parameter.substring(AUTHORITIES.length())))
                .findFirst()
                .orElse(null);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(file == null ? null : authorities(file));
        return new NamedTrust((X509ExtendedTrustManager) managers.getTrustManagers()[0]);
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("authority-" + authorities.size(), each);
            }
        }
        if (authorities.size() == 0) {
            throw new IOException(file + " holds no certificate");
        }
        return authorities;
    }
}
