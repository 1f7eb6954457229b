package dev.tandem.messaging.broker.amqp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts certificates of the given authorities, and only for the host name that was connected to. Vert.x's client requires an
 * algorithm for checking host names and does not pass it on to the AMQP client, which then checks none. A trust manager can set it
 * on the connection itself, before the certificate is checked.
 */
final class NamedTrust extends X509ExtendedTrustManager {

    private static final String NAMES_AS_IN = "HTTPS";

    private final X509ExtendedTrustManager authorities;

    NamedTrust(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!(socket instanceof SSLSocket encrypted)) {
            throw new CertificateException("It is not known who was to be connected to");
        }
        encrypted.setSSLParameters(named(encrypted.getSSLParameters()));
        authorities.checkServerTrusted(chain, authType, encrypted);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        engine.setSSLParameters(named(engine.getSSLParameters()));
        authorities.checkServerTrusted(chain, authType, engine);
    }

    private static SSLParameters named(SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm(NAMES_AS_IN);
        return parameters;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("It is not known who was to be connected to");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        refuseClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        refuseClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        refuseClients();
    }

    private static void refuseClients() throws CertificateException {
        throw new CertificateException("Nobody connects to us");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
