package dev.tandem.backends;

import java.util.List;

/**
 * Derives the passwords of the users in a broker's definitions from the administrator's password, so that every JVM that knows
 * that one derives and imports the same passwords.
 */
final class ServiceUsers {

    private final List<String> names;
    private final String secret;

    ServiceUsers(Definitions definitions, String secret) {
        this.names = definitions.users();
        this.secret = secret;
    }

    String password(String user) {
        if (!names.contains(user)) {
            throw new IllegalArgumentException("The definitions know no user " + user + ", only " + names);
        }
        return Secrets.derived(secret, user);
    }

    /** Replaces the user and password in the administrator's address. */
    String uri(String user, String amqpUri) {
        return amqpUri.replaceFirst("//([^/@]*@)?", "//" + user + ":" + password(user) + "@");
    }
}
