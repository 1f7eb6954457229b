package dev.tandem.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A user as the token introduced them.
 *
 * @param userId the token's subject
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Person(
        String userId, @Nullable String email, @Nullable String name) {
    public Person {
        Require.text(userId, Require.USER_ID, "userId");
        Require.optionalText(email, Require.EMAIL, "email");
        Require.optionalText(name, Require.NAME, "name");
    }
}
