package dev.tandem.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The data of a message. Its constructor refuses what its schema refuses, because both derive from the {@link Bounds} of its
 * members; so a payload that exists is valid. Members without a value are left out of its JSON.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Payload permits Command, Fact, MailRequest, OperationEnd, OperationProgress {}
