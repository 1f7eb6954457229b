package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A user as described by their token.
 *
 * @param userId the token's subject
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Person(
        @Text(USER_ID) String userId,
        @Nullable @Text(EMAIL) String email,
        @Nullable @Text(NAME) String name) {
    public Person {
        Shape.check(Person.class, userId, email, name);
    }
}
