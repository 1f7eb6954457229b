package dev.tandem.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds contracts by type and by record. It may hold several versions of one topic. Thread-safe. */
final class Catalogue {
    static final ObjectMapper MAPPER = tolerantOfMembersStrictOnValues();

    private final Map<String, Contract> byType;
    private final Map<Class<?>, Contract> byPayload;

    /** @throws IllegalStateException when two contracts have the same type or record */
    Catalogue(List<Contract> contracts) {
        byType = contracts.stream().collect(Collectors.toUnmodifiableMap(Contract::type, Function.identity()));
        byPayload = contracts.stream().collect(Collectors.toUnmodifiableMap(Contract::payload, Function.identity()));
    }

    Contract of(Class<?> payload) {
        Contract contract = byPayload.get(payload);
        if (contract == null) {
            throw new IllegalArgumentException(payload.getName() + " has no contract");
        }
        return contract;
    }

    /** Reads as {@link Contracts#read} does. */
    Record read(String type, JsonNode data) {
        Contract contract = byType.get(type);
        if (contract == null) {
            throw new ContractViolation("Unknown message type " + type, null);
        }
        if (!data.isObject()) {
            throw new ContractViolation("Data of " + type + " is not an object", null);
        }
        try {
            return MAPPER.treeToValue(data, contract.payload());
        } catch (JsonProcessingException | IllegalArgumentException misfit) {
            throw new ContractViolation("Data does not fit " + type + ": " + reason(misfit), misfit);
        }
    }

    private static String reason(Exception misfit) {
        return misfit instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(misfit.getMessage());
    }

    private static ObjectMapper tolerantOfMembersStrictOnValues() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual,
                        refuse -> refuse.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Boolean,
                        refuse -> refuse.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.OtherScalar,
                        refuse -> refuse.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                                .setAcceptBlankAsEmpty(false))
                .withCoercionConfig(
                        LogicalType.Integer,
                        refuse -> refuse.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .build();
    }
}
