package dev.tandem.backends.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Makes a test's own certificate authority with the JDK's {@code keytool}, valid for two days. Server certificates are signed by it
 * or self-signed.
 */
public final class Certificates {

    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    /** No secret depends on these keys, so one round of password hashing is enough: more would slow down every load and store. */
    private static final List<String> ONE_ROUND = Stream.of("keyPbe", "certPbe", "mac")
            .map(each -> "-J-Dkeystore.pkcs12." + each + "IterationCount=1")
            .toList();

    private final Path store;
    private final Path authority;
    private final Map<String, SSLContext> servers = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();

    private Certificates(Path store, Path authority) {
        this.store = store;
        this.authority = authority;
    }

    /** Creates the authority, with its files in the directory. */
    public static Certificates in(Path directory) {
        Certificates certificates = new Certificates(directory.resolve("keys.p12"), directory.resolve("authority.pem"));
        certificates.keytool(
                "-genkeypair", "-alias", AUTHORITY, "-dname", "CN=Test authority", "-ext", "bc:critical=ca:true");
        certificates.keytool("-exportcert", "-rfc", "-alias", AUTHORITY, "-file", certificates.authority.toString());
        return certificates;
    }

    /** The certificate of the authority, as PEM. */
    public Path authority() {
        return authority;
    }

    /** A server context with a certificate for the host, signed by the authority. */
    public SSLContext signedFor(String host) {
        return servers.computeIfAbsent("signed " + host, which -> server(host, List.of("-signer", AUTHORITY)));
    }

    /** A server context with a self-signed certificate for the host. */
    public SSLContext selfSignedFor(String host) {
        return servers.computeIfAbsent("self-signed " + host, which -> server(host, List.of()));
    }

    private SSLContext server(String host, List<String> signer) {
        String alias = "server-" + made.incrementAndGet();
        List<String> arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + host, "-ext", "san=dns:" + host));
        arguments.addAll(signer);
        keytool(arguments.toArray(String[]::new));
        char[] password = PASSWORD.toCharArray();
        try (InputStream all = Files.newInputStream(store)) {
            KeyStore whole = KeyStore.getInstance("PKCS12");
            whole.load(all, password);
            // A key store with the server's key alone, lest the server present the authority's.
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, password);
            own.setKeyEntry(alias, whole.getKey(alias, password), password, whole.getCertificateChain(alias));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(ONE_ROUND);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
