package dev.tandem.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files that the page at {@code /docs} needs, under a version that changes with any of them.
 *
 * @param version a word that is safe in a path
 */
record Assets(String version, Map<String, Asset> byName) {

    private static final String OURS = "/docs/";
    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /** Reads all of them, which blocks. */
    static Assets load() {
        String theirs = "/META-INF/resources/webjars/swagger-ui/" + webjarVersion() + "/";
        List<Asset> assets = List.of(
                Asset.read(theirs, "swagger-ui.css", "text/css; charset=utf-8"),
                Asset.read(theirs, "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
                Asset.read(theirs, "favicon-32x32.png", "image/png"),
                Asset.read(OURS, "docs.css", "text/css; charset=utf-8"),
                Asset.read(OURS, "docs.js", "text/javascript; charset=utf-8"));
        return new Assets(
                digest(assets),
                assets.stream().collect(Collectors.toUnmodifiableMap(Asset::name, Function.identity())));
    }

    Optional<Asset> find(String askedVersion, String name) {
        return askedVersion.equals(version) ? Optional.ofNullable(byName.get(name)) : Optional.empty();
    }

    /** The page itself, whose links contain the version. */
    Asset page() {
        return Asset.read(OURS, "index.html", "text/html; charset=utf-8").withText("VERSION", version);
    }

    private static String webjarVersion() {
        try (InputStream file = Assets.class.getResourceAsStream(WEBJAR)) {
            if (file == null) {
                throw new IllegalStateException(WEBJAR + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(List<Asset> assets) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            assets.forEach(asset -> digest.update(asset.content().getBytes()));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
