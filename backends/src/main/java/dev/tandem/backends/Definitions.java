package dev.tandem.backends;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds RabbitMQ's topology as described by its definitions file; without a file, the default virtual host with nothing in it. */
final class Definitions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFAULT_VHOST = "/";

    private final ObjectNode root;

    private Definitions(ObjectNode root) {
        this.root = root;
    }

    static Definitions read(@Nullable Path file) {
        if (file == null) {
            return new Definitions(JSON.createObjectNode());
        }
        try {
            if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return new Definitions(object);
            }
            throw new BackendUnavailable("The definitions in " + file + " are not a JSON object.");
        } catch (IOException e) {
            throw new BackendUnavailable("The definitions in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    String json() {
        return root.toString();
    }

    /** The names of the queues and streams on the default virtual host, in the order of the file. */
    List<String> queues() {
        List<String> names = new ArrayList<>();
        for (JsonNode queue : root.path("queues")) {
            if (queue.path("vhost").asText(DEFAULT_VHOST).equals(DEFAULT_VHOST)) {
                names.add(queue.path("name").asText());
            }
        }
        return names;
    }

    /** The names of the users, in the order of the file; it holds no passwords. */
    List<String> users() {
        List<String> names = new ArrayList<>();
        root.path("users").forEach(user -> names.add(user.path("name").asText()));
        return names;
    }

    /** Returns a copy with the users' passwords. */
    Definitions withPasswords(ServiceUsers users) {
        ObjectNode copy = root.deepCopy();
        for (JsonNode user : copy.path("users")) {
            setPassword((ObjectNode) user, users.password(user.path("name").asText()));
        }
        return new Definitions(copy);
    }

    /** Returns a copy with an added administrator: a node that loads definitions at boot creates no default user. */
    Definitions withAdministrator(String user, String password) {
        ObjectNode copy = root.deepCopy();
        ArrayNode vhosts = copy.withArray("/vhosts");
        if (vhosts.isEmpty()) {
            vhosts.addObject().put("name", DEFAULT_VHOST);
        }
        setPassword(copy.withArray("/users").addObject().put("name", user).put("tags", "administrator"), password);
        for (JsonNode vhost : vhosts) {
            copy.withArray("/permissions")
                    .addObject()
                    .put("user", user)
                    .put("vhost", vhost.path("name").asText())
                    .put("configure", ".*")
                    .put("write", ".*")
                    .put("read", ".*");
        }
        return new Definitions(copy);
    }

    private static void setPassword(ObjectNode user, String password) {
        user.put("password_hash", hash(password)).put("hashing_algorithm", "rabbit_password_hashing_sha256");
    }

    /** Four bytes of salt, then the digest of salt and password, in Base64. */
    private static String hash(String password) {
        byte[] salt = HexFormat.of().parseHex(Secrets.random(4));
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            byte[] digest = sha256.digest(password.getBytes(StandardCharsets.UTF_8));
            byte[] salted = new byte[salt.length + digest.length];
            System.arraycopy(salt, 0, salted, 0, salt.length);
            System.arraycopy(digest, 0, salted, salt.length, digest.length);
            return Base64.getEncoder().encodeToString(salted);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
