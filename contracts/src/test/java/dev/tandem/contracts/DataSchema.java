package dev.tandem.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON Schema of a contract's data, made of its record: of the bounds there, and of the first sentence of the Javadoc. */
record DataSchema(Contract contract) {
    static final String FOLDER = "contracts/src/main/resources/schemas";

    private static final String SOURCES = "contracts/src/main/java/dev/tandem/contracts/";
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record", Pattern.DOTALL);
    private static final Pattern SENTENCE = Pattern.compile("[^{}<>@]*?\\.(?=\\s|$)");

    String path() {
        return FOLDER + "/" + contract.type() + ".json";
    }

    String text() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:tandem:" + contract.type())
                .put("title", contract.payload().getSimpleName())
                .put("description", sentence());
        Shape.of(contract.payload()).describe(schema);
        DefaultIndenter indented = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
        printer.indentArraysWith(indented);
        printer.indentObjectsWith(indented);
        try {
            return Contracts.mapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What the message says, in the sentence that its record begins with. */
    String sentence() {
        String record = contract.payload().getSimpleName();
        Matcher javadoc = JAVADOC.matcher(Repository.text(SOURCES + record + ".java"));
        if (javadoc.find()) {
            Matcher sentence = SENTENCE.matcher(
                    javadoc.group(1).replaceAll("\\s*\n\\s*[*]?\\s*", " ").strip());
            if (sentence.lookingAt()) {
                return sentence.group();
            }
        }
        throw new AssertionError("The Javadoc of " + record + " has to begin with a sentence without tags");
    }
}
